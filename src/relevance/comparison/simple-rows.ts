import { type EvaluatedSet, labelCounts, placeOfGreatest } from "./evaluated-judgement.ts";
import { type RelevanceRow, sameForEverySeed } from "./relevance-row.ts";

/** Ids of the rows that no model stands behind. */
export const simpleRows = ["majority", "one-bit-oracle"] as const;
const [majority, oneBitOracle] = simpleRows;

/** A judgement from which a row learns how common classes are. */
export interface LabelledPair {
  readonly label: number;
}

/** Always the commonest class of the training judgements. */
export const majorityRow = (
  set: EvaluatedSet,
  training: readonly LabelledPair[],
  seeds: readonly number[],
): RelevanceRow => {
  const commonest = placeOfGreatest(labelCounts(set.classes.length, training));
  return sameForEverySeed(majority, seeds, {
    predicted: Uint8Array.from(set.judgements, () => commonest),
    scores: new Float64Array(set.judgements.length),
  });
};

/**
 * Knows one bit of each evaluated judgement, whether it is of one class, and says the commonest other class of the
 * training judgements where it is not. What reaches its figures may know no more than that.
 *
 * @param bit the place of the class that it knows, such as that of Exact
 */
export const oneBitOracleRow = (
  set: EvaluatedSet,
  training: readonly LabelledPair[],
  bit: number,
  seeds: readonly number[],
): RelevanceRow => {
  const others = labelCounts(
    set.classes.length,
    training.filter(({ label }) => label !== bit),
  );
  const commonest = placeOfGreatest(others.map((count, place) => (place === bit ? -1 : count)));
  return sameForEverySeed(oneBitOracle, seeds, {
    predicted: Uint8Array.from(set.judgements, ({ label }) => (label === bit ? bit : commonest)),
    scores: Float64Array.from(set.judgements, ({ label }) => (label === bit ? 1 : 0)),
  });
};
