import { type ClassDecision, decidedClass } from "../../learning/class-decision.ts";
import { logLossOf } from "../../learning/log-loss-of.ts";
import { classCounts, macroF1, microF1 } from "../../statistics/class-scores.ts";
import { canBeRanked, ndcg } from "../../statistics/ndcg.ts";
import type { JudgedPair } from "../evaluate/judged-pair.ts";
import type { ValidationRow } from "./reranker-card.ts";

/** A way to predict, on some judgements. */
export interface Predictions {
  readonly id: string;
  /** Of each judgement. */
  readonly probabilities: readonly Float64Array[];
  readonly decision: ClassDecision;
}

/** How well a way to predict tells the classes of judgements and orders the products of a query. */
export function validationRow(
  { id, probabilities, decision }: Predictions,
  pairs: readonly JudgedPair[],
  gains: readonly number[],
): ValidationRow {
  const labels = pairs.map(({ label }) => label);
  const decided = probabilities.map((one) => decidedClass(one, decision));
  const counts = classCounts(gains.length, labels, decided);
  const items = pairs.map(({ query, gain = 0 }, place) => ({
    ...{ query, gain },
    score: expectedGain(probabilities[place] ?? new Float64Array(), gains),
  }));
  const rankings = [...Map.groupBy(items, ({ query }) => query).values()]
    .filter((ranked) => canBeRanked(ranked.map(({ gain }) => gain)))
    .map((ranked) => ndcg(ranked));
  return {
    id,
    macroF1: macroF1(counts),
    microF1: microF1(counts),
    ndcg:
      rankings.length === 0 ? null : rankings.reduce((sum, one) => sum + one, 0) / rankings.length,
    logLoss: logLossOf(probabilities, labels),
  };
}

const expectedGain = (probabilities: Float64Array, gains: readonly number[]): number =>
  probabilities.reduce((sum, one, place) => sum + one * (gains[place] ?? 0), 0);
