import { softmax } from "./softmax.ts";
import { type Tree, treeValue } from "./tree.ts";

/** A fitted model: numbers alone, which JSON keeps as they are. */
export interface BoostedTrees {
  /** Null: it tells a value. */
  readonly classes: number | null;
  /** One per class, or one: what a row's scores start from. */
  readonly starts: readonly number[];
  /** By round; in each one tree per score. */
  readonly rounds: readonly (readonly Tree[])[];
}

/** What a row has before it is made probabilities: one score per class, or the value alone. */
export function boostedScores({ starts, rounds }: BoostedTrees, row: Float64Array): Float64Array {
  const scores = Float64Array.from(starts);
  for (const trees of rounds) addTrees(scores, trees, row);
  return scores;
}

/** The probability of each class, or the value alone. NaN is a value that is not known. */
export function predictBoosted(model: BoostedTrees, row: Float64Array): Float64Array {
  const scores = boostedScores(model, row);
  return model.classes === null ? scores : softmax(scores);
}

/** Adds what a round says of a row to its scores. */
export function addTrees(scores: Float64Array, trees: readonly Tree[], row: Float64Array): void {
  let output = 0;
  for (const tree of trees) {
    scores[output] = (scores[output] ?? 0) + treeValue(tree, row);
    output += 1;
  }
}
