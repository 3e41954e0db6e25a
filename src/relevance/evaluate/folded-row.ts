import type { EvaluatedSet } from "../comparison/evaluated-judgement.ts";
import type { RelevanceRow } from "../comparison/relevance-row.ts";
import type { HeldOutOptions } from "./held-out-row.ts";
import type { JudgedPair } from "./judged-pair.ts";

/** Of a row that learns by counting: each judgement by what the others than its fold say. */
export function foldedRow(
  { classes, judgements }: EvaluatedSet,
  { folds, pairs }: HeldOutOptions,
  rowOf: (part: EvaluatedSet, training: readonly JudgedPair[]) => RelevanceRow,
): RelevanceRow {
  const parts = folds.map(({ evaluated, learn, validation }) => ({
    evaluated,
    row: rowOf(
      { classes, judgements: evaluated.flatMap((place) => judgements[place] ?? []) },
      [...learn, ...validation].flatMap((place) => pairs[place] ?? []),
    ),
  }));
  const [first] = parts;
  if (first === undefined) throw new RangeError("no folds");
  return {
    id: first.row.id,
    runs: first.row.runs.map(({ seed }, at) => {
      const predicted = new Uint8Array(pairs.length);
      const scores = new Float64Array(pairs.length);
      for (const { evaluated, row } of parts) {
        for (const [own, place] of evaluated.entries()) {
          predicted[place] = row.runs[at]?.predicted[own] ?? 0;
          scores[place] = row.runs[at]?.scores?.[own] ?? 0;
        }
      }
      return { seed, predicted, scores };
    }),
  };
}
