import { dealGroups, folds } from "../split/split.ts";

/** Places of judgements in one fold: none of a group on two sides. */
export interface Sides {
  /** To learn from. */
  readonly learn: readonly number[];
  /** To choose by: when to stop, what to decide for. */
  readonly validation: readonly number[];
  /** What is evaluated, which nothing before has seen. */
  readonly evaluated: readonly number[];
}

/** Of what is not evaluated. */
const validationShare = 0.15;

/**
 * Each judgement is evaluated in one fold, and in the others learnt from or chosen by.
 *
 * @param groups of each judgement
 * @throws CosmoError SPLIT_TOO_SMALL
 */
export function foldSides(
  groups: readonly string[],
  count: number,
  seed: number,
): readonly Sides[] {
  const { sides } = dealGroups(groups, folds(count), seed);
  return Array.from({ length: count }, (_, fold) => {
    const evaluated = [...groups.keys()].filter((place) => sides[place] === fold);
    const others = [...groups.keys()].filter((place) => sides[place] !== fold);
    const inner = dealGroups(
      others.map((place) => groups[place] ?? ""),
      [
        ["learn", 1 - validationShare],
        ["validation", validationShare],
      ],
      seed + 1 + fold,
    );
    const on = (side: number): readonly number[] =>
      others.filter((_place, at) => inner.sides[at] === side);
    return { learn: on(0), validation: on(1), evaluated };
  });
}
