import { decidedClass } from "../../learning/class-decision.ts";
import { logLossOf } from "../../learning/log-loss-of.ts";
import { bootstrapInterval } from "../../statistics/bootstrap.ts";
import { classCounts, macroF1, microF1 } from "../../statistics/class-scores.ts";
import { canBeRanked, ndcg } from "../../statistics/ndcg.ts";
import type { JudgedPair } from "../evaluate/judged-pair.ts";
import type { Predictions } from "./predictions.ts";
import type { MoreLogLoss, ValidationRow } from "./reranker-card.ts";

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

/** How much more log loss a control has than the model, on the same judgements; drawn by query groups. */
export function moreLogLoss(
  control: Pick<Predictions, "probabilities">,
  model: Pick<Predictions, "probabilities">,
  pairs: readonly JudgedPair[],
  seed: number,
): MoreLogLoss {
  const lossOf = ({ probabilities }: Pick<Predictions, "probabilities">, place: number): number =>
    logLossOf([probabilities[place] ?? new Float64Array()], [pairs[place]?.label ?? 0]);
  const groups = Map.groupBy(pairs.keys(), (place) => pairs[place]?.group)
    .values()
    .map((places) => ({
      sum: places.reduce((sum, place) => sum + lossOf(control, place) - lossOf(model, place), 0),
      count: places.length,
    }))
    .toArray();
  const mean = (some: typeof groups): number =>
    some.reduce((all, { sum }) => all + sum, 0) / some.reduce((all, { count }) => all + count, 0);
  const [low, high] = bootstrapInterval(groups, (some) => mean([...some]), { seed });
  return { difference: mean(groups), low, high };
}

/** What a product is worth by how likely each class is. */
export const expectedGain = (probabilities: Float64Array, gains: readonly number[]): number =>
  probabilities.reduce((sum, one, place) => sum + one * (gains[place] ?? 0), 0);
