import {
  type HierarchicalOptions,
  hierarchicalDraws,
  statisticsByRun,
} from "../../statistics/hierarchical-bootstrap.ts";
import type { EvaluatedSet } from "./evaluated-judgement.ts";
import { metricsOfSums, type RelevanceMetric, relevanceMetrics } from "./relevance-metrics.ts";
import { checkRow, type RelevanceRow, withSeeds } from "./relevance-row.ts";
import { type DrawnGroup, drawnGroups, rowTallies } from "./row-tallies.ts";

/** A metric of a row: of each of its runs, and of each draw of the bootstrap. */
export interface MetricDraws {
  readonly byRun: readonly number[];
  readonly draws: Float64Array;
}

/** @returns undefined where no judgement is in the slice, or no seed is given */
export type DrawsOfRow = (
  row: RelevanceRow,
  metric: RelevanceMetric,
  seeds: readonly number[],
  slice: string | undefined,
) => MetricDraws | undefined;

/**
 * Draws query groups and seeds, the same for every row of as many seeds. A row is drawn once for all its metrics,
 * however often it is asked for: it is known by its id.
 *
 * @throws CosmoError RELEVANCE_ROW_UNFIT where a row does not fit the judgements
 */
export function rowDrawer(set: EvaluatedSet, options: HierarchicalOptions): DrawsOfRow {
  const groups = remembered<readonly DrawnGroup[]>();
  const drawn = remembered<readonly MetricDraws[]>();
  return (row, metric, seeds, slice) => {
    const own = groups(JSON.stringify(slice ?? null), () => drawnGroups(set, slice));
    if (own.length === 0 || seeds.length === 0) return undefined;
    const all = drawn(JSON.stringify([row.id, slice ?? null, seeds]), () => {
      checkRow(set, row);
      const tallies = rowTallies(set, own, withSeeds(row, seeds));
      const byRun = statisticsByRun(tallies, metricsOfSums);
      return hierarchicalDraws(tallies, metricsOfSums, options).map((draws, which) => ({
        byRun: byRun.map((values) => values[which] ?? Number.NaN),
        draws,
      }));
    });
    return all[relevanceMetrics.indexOf(metric)];
  };
}

function remembered<Value>(): (key: string, make: () => Value) => Value {
  const made = new Map<string, Value>();
  return (key, make) => {
    const value = made.get(key) ?? make();
    made.set(key, value);
    return value;
  };
}
