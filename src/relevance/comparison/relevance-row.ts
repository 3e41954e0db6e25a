import { CosmoError } from "../../domain/cosmo-error.ts";
import type { EvaluatedSet } from "./evaluated-judgement.ts";

/** What one run of a way to predict says of the evaluated judgements, in their order. */
export interface RelevanceRun {
  /** Of the initialisation. Runs of one seed are paired across rows. */
  readonly seed: number;
  /** For each judgement the place of the predicted class. */
  readonly predicted: ArrayLike<number>;
  /** For each judgement a number, greater for more relevant; without it there is no nDCG. */
  readonly scores?: ArrayLike<number>;
}

/** A line of the table: a named way to predict, such as `cross-encoder/tuned+knowledge`. */
export interface RelevanceRow {
  readonly id: string;
  readonly runs: readonly RelevanceRun[];
}

/** The row of a way to predict in which nothing is by chance: each seed would say the same. */
export const sameForEverySeed = (
  id: string,
  seeds: readonly number[],
  run: Omit<RelevanceRun, "seed">,
): RelevanceRow => ({ id, runs: seeds.map((seed) => ({ seed, ...run })) });

/** Seeds of both rows, ascending: on these they can be compared. */
export const commonSeeds = (of: RelevanceRow, against: RelevanceRow): readonly number[] =>
  of.runs
    .map(({ seed }) => seed)
    .filter((seed) => against.runs.some((run) => run.seed === seed))
    .toSorted((a, b) => a - b);

/** The row with the runs of these seeds alone, in their order. */
export const withSeeds = (row: RelevanceRow, seeds: readonly number[]): RelevanceRow => ({
  id: row.id,
  runs: seeds.flatMap((seed) => row.runs.filter((run) => run.seed === seed)),
});

/** @throws CosmoError RELEVANCE_ROW_UNFIT where a row does not say something of every judgement, once a seed */
export function checkRow(set: EvaluatedSet, row: RelevanceRow): void {
  const fault = faultOf(set, row);
  if (fault === undefined) return;
  throw new CosmoError("RELEVANCE_ROW_UNFIT", `The row ${row.id} ${fault}.`, {
    hint: "Give each seed once, with one prediction for each evaluated judgement, in their order.",
  });
}

function faultOf(
  { classes, judgements }: EvaluatedSet,
  { runs }: RelevanceRow,
): string | undefined {
  if (runs.length === 0) return "has no run";
  if (new Set(runs.map(({ seed }) => seed)).size < runs.length) return "has a seed twice";
  for (const { seed, predicted, scores } of runs) {
    const length = predicted.length;
    if (length !== judgements.length) {
      return `has ${length} predictions of ${judgements.length} judgements under seed ${seed}`;
    }
    if (scores !== undefined && scores.length !== length) {
      return `has ${scores.length} scores of ${length} judgements under seed ${seed}`;
    }
    for (let place = 0; place < length; place++) {
      if (classes[predicted[place] ?? -1] === undefined) {
        return `predicts class ${predicted[place]} under seed ${seed}, of ${classes.length} classes`;
      }
      if (scores !== undefined && !Number.isFinite(scores[place])) {
        return `has the score ${scores[place]} under seed ${seed}`;
      }
    }
  }
  return undefined;
}
