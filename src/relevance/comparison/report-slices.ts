import { drawnFigure } from "../../statistics/drawn-figure.ts";
import type { Figure } from "../../statistics/figure.ts";
import {
  type HierarchicalOptions,
  hierarchicalDraws,
  statisticsByRun,
} from "../../statistics/hierarchical-bootstrap.ts";
import { type EvaluatedSet, sliceNames } from "./evaluated-judgement.ts";
import { metricsOfSums, relevanceMetrics } from "./relevance-metrics.ts";
import type { RelevanceRow } from "./relevance-row.ts";
import { drawnGroups, rowTallies } from "./row-tallies.ts";

/** A row's figures among the judgements of one slice. */
export interface ReportSlice {
  readonly judgements: number;
  readonly macroF1: Figure | null;
  readonly microF1: Figure | null;
}

/**
 * Figures of a row in each slice, by its name; macro F1 counts classes that are met in the slice alone.
 *
 * @param row that fits the judgements
 */
export function reportSlices(
  set: EvaluatedSet,
  row: RelevanceRow,
  options: HierarchicalOptions,
): Readonly<Record<string, ReportSlice>> {
  return Object.fromEntries(
    sliceNames(set).map((slice) => [slice, reportSlice(set, row, slice, options)]),
  );
}

function reportSlice(
  set: EvaluatedSet,
  row: RelevanceRow,
  slice: string,
  options: HierarchicalOptions,
): ReportSlice {
  const groups = drawnGroups(set, slice);
  const tallies = rowTallies(set, groups, row);
  const byRun = statisticsByRun(tallies, metricsOfSums);
  const draws = hierarchicalDraws(tallies, metricsOfSums, options);
  const figureOf = (metric: "macroF1" | "microF1"): Figure | null => {
    const which = relevanceMetrics.indexOf(metric);
    const sum = byRun.reduce((all, values) => all + (values[which] ?? Number.NaN), 0);
    return drawnFigure(sum / byRun.length, draws[which] ?? new Float64Array());
  };
  return {
    judgements: groups.reduce((sum, { places }) => sum + places.length, 0),
    macroF1: figureOf("macroF1"),
    microF1: figureOf("microF1"),
  };
}
