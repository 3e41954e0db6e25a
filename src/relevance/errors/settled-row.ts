import { type EvaluatedSet, placeOfGreatest } from "../comparison/evaluated-judgement.ts";
import type { RelevanceRow } from "../comparison/relevance-row.ts";

/** What a row says of one judgement, over all its runs. */
export interface SettledPrediction {
  /** The class that most runs predict; of equally many the first. */
  readonly predicted: number;
  /** How many runs predict it. */
  readonly runs: number;
  /** Mean distance of the predicted class from the true one, in classes: 0 where every run is right. */
  readonly classesOff: number;
  /** Mean distance of the score from what the true class is worth; 0 where there are no scores or gains. */
  readonly gainOff: number;
}

/** @param row that fits the judgements */
export function settledRow(
  { classes, judgements }: EvaluatedSet,
  { runs }: RelevanceRow,
): readonly SettledPrediction[] {
  return judgements.map(({ label, gain }, place) => {
    const votes = classes.map(() => 0);
    let [classesOff, gainOff] = [0, 0];
    for (const { predicted, scores } of runs) {
      const said = predicted[place] ?? 0;
      votes[said] = (votes[said] ?? 0) + 1;
      classesOff += Math.abs(said - label) / runs.length;
      const score = scores?.[place];
      if (score !== undefined && gain !== undefined)
        gainOff += Math.abs(score - gain) / runs.length;
    }
    const predicted = placeOfGreatest(votes);
    return { predicted, runs: votes[predicted] ?? 0, classesOff, gainOff };
  });
}
