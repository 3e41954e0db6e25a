import { type ClassDecision, chooseDecision } from "../../learning/class-decision.ts";
import { classCounts, macroF1, microF1 } from "../../statistics/class-scores.ts";

/** How much a class's rarity counts for it, chosen by the mean of macro and micro F1 on judgements that are not learnt from. */
export const validatedDecision = (
  classes: number,
  probabilities: readonly Float64Array[],
  labels: readonly number[],
): ClassDecision =>
  chooseDecision(probabilities, labels, (decided) => {
    const counts = classCounts(classes, labels, decided);
    return macroF1(counts) + microF1(counts);
  });
