import { dealGroups, folds, splitTooSmall } from "../split/split.ts";

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
 * Judgements to learn from, and those to choose by.
 *
 * @param groups of each judgement
 * @param more what there should be more of
 * @throws CosmoError SPLIT_TOO_SMALL
 */
export function learningSides(
  groups: readonly string[],
  seed: number,
  more = "judgements of more queries",
): Pick<Sides, "learn" | "validation"> {
  const { sides } = dealGroups(
    groups,
    [
      ["learning", 1 - validationShare],
      ["validation", validationShare],
    ],
    seed,
    `Give ${more}.`,
  );
  const on = (side: number): readonly number[] =>
    [...groups.keys()].filter((place) => sides[place] === side);
  return { learn: on(0), validation: on(1) };
}

/** A group to evaluate, one to learn from and one to choose by. */
const fewestGroups = 3;

/**
 * Each judgement is evaluated in one fold, and in the others learnt from or chosen by.
 *
 * @param groups of each judgement
 * @param more what there should be more of, where there is too little
 * @throws CosmoError SPLIT_TOO_SMALL
 */
export function foldSides(
  groups: readonly string[],
  count: number,
  seed: number,
  more = "judgements of more queries",
): readonly Sides[] {
  const distinct = new Set(groups).size;
  if (distinct < fewestGroups) throw splitTooSmall("validation", distinct, `Give ${more}.`);
  const hint = count > 2 ? `Ask for fewer folds (--folds), or give ${more}.` : `Give ${more}.`;
  const { sides } = dealGroups(groups, folds(count), seed, hint);
  return Array.from({ length: count }, (_, fold) => {
    const evaluated = [...groups.keys()].filter((place) => sides[place] === fold);
    const others = [...groups.keys()].filter((place) => sides[place] !== fold);
    const inner = learningSides(
      others.map((place) => groups[place] ?? ""),
      seed + 1 + fold,
      more,
    );
    const placed = (places: readonly number[]): readonly number[] =>
      places.map((at) => others[at] ?? 0);
    return { learn: placed(inner.learn), validation: placed(inner.validation), evaluated };
  });
}
