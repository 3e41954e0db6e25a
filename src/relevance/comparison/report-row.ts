import { drawnFigure } from "../../statistics/drawn-figure.ts";
import type { Figure } from "../../statistics/figure.ts";
import {
  type HierarchicalOptions,
  hierarchicalDraws,
  statisticsByRun,
} from "../../statistics/hierarchical-bootstrap.ts";
import { type EvaluatedSet, labelCounts } from "./evaluated-judgement.ts";
import {
  allMetricsOfSums,
  type ClassMetric,
  classMetrics,
  type RelevanceMetric,
  relevanceMetrics,
} from "./relevance-metrics.ts";
import { checkRow, type RelevanceRow } from "./relevance-row.ts";
import { type ReportSlice, reportSlices } from "./report-slices.ts";
import { drawnGroups, rowTallies } from "./row-tallies.ts";

/** Figures of a class; null where there is nothing to take them of. */
export interface ReportClass extends Readonly<Record<ClassMetric, Figure | null>> {
  /** Judgements of this class. */
  readonly truth: number;
}

/** A row of the report: means over its runs, with intervals over query groups and runs at once. */
export interface ReportRow extends Readonly<Record<RelevanceMetric, Figure | null>> {
  readonly id: string;
  readonly seeds: readonly number[];
  /** By the name of the class. */
  readonly perClass: Readonly<Record<string, ReportClass>>;
  /** By the name of the slice; none where the judgements have none. */
  readonly slices: Readonly<Record<string, ReportSlice>>;
}

/**
 * @param options seed and number of draws of the bootstrap
 * @throws CosmoError RELEVANCE_ROW_UNFIT where the row does not fit the judgements
 */
export function reportRow(
  set: EvaluatedSet,
  row: RelevanceRow,
  options: HierarchicalOptions,
): ReportRow {
  checkRow(set, row);
  const figures = figuresOf(set, row, options);
  const truths = labelCounts(set.classes.length, set.judgements);
  const figureOf = (place: number): Figure | null => figures[place] ?? null;
  const metrics = relevanceMetrics.map((metric, place) => [metric, figureOf(place)] as const);
  const perClass = set.classes.map((name, place): [string, ReportClass] => {
    const start = relevanceMetrics.length + place * classMetrics.length;
    const own = classMetrics.map((metric, at) => [metric, figureOf(start + at)] as const);
    return [name, { truth: truths[place] ?? 0, ...recordOf(own) }];
  });
  return {
    id: row.id,
    seeds: row.runs.map(({ seed }) => seed),
    ...recordOf(metrics),
    perClass: Object.fromEntries(perClass),
    slices: reportSlices(set, row, options),
  };
}

function figuresOf(
  set: EvaluatedSet,
  row: RelevanceRow,
  options: HierarchicalOptions,
): readonly (Figure | null)[] {
  const tallies = rowTallies(set, drawnGroups(set), row);
  const byRun = statisticsByRun(tallies, allMetricsOfSums);
  return hierarchicalDraws(tallies, allMetricsOfSums, options).map((draws, which) =>
    drawnFigure(meanOf(byRun.map((values) => values[which] ?? Number.NaN)), draws),
  );
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const recordOf = <Key extends string, Value>(
  entries: readonly (readonly [Key, Value])[],
): Record<Key, Value> => Object.fromEntries(entries) as Record<Key, Value>;
