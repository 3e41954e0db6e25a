import { fitLexicalFeatures } from "../lexical/lexical-features.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { Sides } from "./sides.ts";

/** Lexical features of the judgement at a place. */
export type RowOf = (place: number) => Float64Array;

/**
 * Lexical features of judgements in each fold: how much words tell is counted in what the fold learns from, and in nothing else. Counted once for a
 * fold, whatever rows of the table and seeds ask for it.
 *
 * @example const rowOf = foldFeatures(pairs)(sides);
 */
export function foldFeatures(pairs: readonly JudgedPair[]): (sides: Sides) => RowOf {
  const folds = new WeakMap<Sides, RowOf>();
  const wordsAt = (place: number) => {
    const pair = pairs[place];
    if (pair === undefined) throw new RangeError(`no judgement ${place}`);
    return pair.words;
  };
  return (sides) => {
    const known = folds.get(sides);
    if (known !== undefined) return known;
    const features = fitLexicalFeatures(sides.learn.map(wordsAt));
    const rows: Float64Array[] = [];
    const rowOf: RowOf = (place) => {
      const row = rows[place] ?? features.rowOf(wordsAt(place));
      rows[place] = row;
      return row;
    };
    folds.set(sides, rowOf);
    return rowOf;
  };
}
