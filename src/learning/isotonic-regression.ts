import { checkExamples } from "./examples.ts";

/** A function that never falls, by its corners: between two it is a line, outside it is level. */
export interface IsotonicModel {
  /** Ascending. */
  readonly scores: readonly number[];
  /** One per score, never falling. */
  readonly values: readonly number[];
}

export interface IsotonicInput {
  readonly scores: ArrayLike<number>;
  /** One per score, such as 1 where it happened and 0 where not. */
  readonly targets: ArrayLike<number>;
  /** How often each counts, above 0; default: once. */
  readonly weights?: ArrayLike<number>;
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly sum: number;
  readonly weight: number;
}

/**
 * Of all functions that never fall the one that is nearest to the targets in squared error, by pooling
 * neighbours that are in the wrong order (Ayer and others 1955; as calibration: Zadrozny and Elkan 2002).
 *
 * @throws RangeError for numbers that `checkExamples` refuses
 */
export function fitIsotonicRegression({ scores, targets, weights }: IsotonicInput): IsotonicModel {
  const rows = Array.from(scores, (score) => Float64Array.of(score));
  checkExamples({ rows, targets, ...(weights && { weights }) });
  const blocks: Block[] = [];
  for (const tied of blocksOfEqualScores(scores, targets, weights)) {
    let block = tied;
    for (;;) {
      const before = blocks.at(-1);
      if (before === undefined || meanOf(before) < meanOf(block)) break;
      blocks.pop();
      block = joined(before, block);
    }
    blocks.push(block);
  }
  const corners = blocks.flatMap((block) =>
    [...new Set([block.first, block.last])].map((score) => ({ score, value: meanOf(block) })),
  );
  return {
    scores: corners.map(({ score }) => score),
    values: corners.map(({ value }) => value),
  };
}

/** Ascending: equal scores have one value, in whatever order their targets come. */
function blocksOfEqualScores(
  scores: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): Iterable<Block> {
  const blocks = new Map<number, Block>();
  for (const at of Array.from(scores, (_, place) => place).toSorted(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  )) {
    const score = scores[at] ?? 0;
    const weight = weights?.[at] ?? 1;
    const block = { first: score, last: score, sum: weight * (targets[at] ?? 0), weight };
    const before = blocks.get(score);
    blocks.set(score, before === undefined ? block : joined(before, block));
  }
  return blocks.values();
}

const meanOf = ({ sum, weight }: Block): number => sum / weight;

const joined = (one: Block, next: Block): Block => ({
  first: one.first,
  last: next.last,
  sum: one.sum + next.sum,
  weight: one.weight + next.weight,
});

/** What the function says of a score. */
export function isotonicValue({ scores, values }: IsotonicModel, score: number): number {
  const after = scores.findIndex((corner) => corner >= score);
  if (after < 0) return values.at(-1) ?? Number.NaN;
  const [right = 0, top = Number.NaN] = [scores[after], values[after]];
  const [left, bottom = 0] = [scores[after - 1], values[after - 1]];
  if (left === undefined) return top;
  return bottom + ((top - bottom) * (score - left)) / (right - left);
}
