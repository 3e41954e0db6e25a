import {
  drawnChance,
  drawnDifference,
  drawnError,
  drawnFigure,
} from "../../statistics/drawn-figure.ts";
import type { Figure } from "../../statistics/figure.ts";
import { percentile } from "../../statistics/percentile.ts";
import type { RelevanceMetric } from "./relevance-metrics.ts";
import { commonSeeds, type RelevanceRow } from "./relevance-row.ts";
import type { DrawsOfRow } from "./row-draws.ts";

/** What two rows differ by on the seeds that both have. */
export interface ComparedRows {
  /** Mean over the seeds, with the interval of query groups and seeds drawn for both rows at once. */
  readonly figure: Figure | null;
  /**
   * Differences between two runs of the same row, of either row: what another initialisation does. Null where a row has
   * a single run. Of single runs, not of means: more seeds do not narrow it.
   */
  readonly reseed: Figure | null;
  /** The two-sided bootstrap chance of such a difference where there is none; 1 where nothing is compared. */
  readonly chance: number;
  /** Of the difference; NaN where nothing is compared. */
  readonly standardError: number;
  /** How many both have. */
  readonly seeds: number;
}

/** `of` minus `against`, among the judgements of a slice or all. */
export function comparedRows(
  drawsOf: DrawsOfRow,
  of: RelevanceRow,
  against: RelevanceRow,
  metric: RelevanceMetric,
  slice?: string,
): ComparedRows {
  const seeds = commonSeeds(of, against);
  const one = drawsOf(of, metric, seeds, slice);
  const other = drawsOf(against, metric, seeds, slice);
  const draws = drawnDifference(one?.draws ?? nothing, other?.draws ?? nothing);
  const mean = meanOf(one?.byRun ?? []) - meanOf(other?.byRun ?? []);
  const figure = drawnFigure(mean, draws);
  return {
    figure,
    reseed: reseedFigure([one?.byRun ?? [], other?.byRun ?? []]),
    chance: figure === null ? 1 : drawnChance(draws),
    standardError: drawnError(draws),
    seeds: seeds.length,
  };
}

const nothing = new Float64Array();

/** Each pair of runs counts both ways round, so that the mean is 0 and the interval even. */
function reseedFigure(rows: readonly (readonly number[])[]): Figure | null {
  const differences = rows.flatMap((values) =>
    values.flatMap((value, place) =>
      values.filter((_other, at) => at !== place).map((other) => value - other),
    ),
  );
  if (differences.length === 0 || !differences.every(Number.isFinite)) return null;
  return { mean: 0, interval: [percentile(differences, 2.5), percentile(differences, 97.5)] };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
