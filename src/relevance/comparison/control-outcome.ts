import type { Figure } from "../../statistics/figure.ts";
import type { HierarchicalOptions } from "../../statistics/hierarchical-bootstrap.ts";
import { type ComparedRows, comparedRows } from "./compared-rows.ts";
import { type EvaluatedSet, labelCounts } from "./evaluated-judgement.ts";
import { type ExpectedControl, expectedControl } from "./expected-control.ts";
import type { RelevanceRow } from "./relevance-row.ts";
import { reportRow } from "./report-row.ts";
import { rowDrawer } from "./row-draws.ts";

/** A row that was trained and evaluated with synthetic knowledge that is right with this probability. */
export interface ControlRun {
  readonly probability: number;
  readonly row: RelevanceRow;
}

/** A point of the control's curve. */
export interface ControlPoint {
  readonly probability: number;
  readonly figure: Figure | null;
  /** What knowledge alone is worth: the row, which sees more, should reach it. */
  readonly expected: number;
  /** Above the row without knowledge. */
  readonly lift: Figure | null;
}

export interface ControlOutcome {
  readonly passed: boolean;
  readonly metric: keyof ExpectedControl;
  readonly points: readonly ControlPoint[];
  /** What is wrong with the curve, in words. */
  readonly faults: readonly string[];
}

export interface ControlOptions extends HierarchicalOptions {
  readonly metric: keyof ExpectedControl;
  /** How far from what is expected a figure's interval may be. Default 0.05. */
  readonly tolerance?: number;
}

/**
 * Whether the harness sees knowledge that is right. The curve must not fall from one probability to the next, must
 * surely rise from the least to the greatest, must reach what the text alone is worth at each, so that it is certain at 1, and
 * must give nothing where the text is as good as drawn by lot; all of it within intervals.
 *
 * @param without the same architecture without knowledge
 * @throws CosmoError RELEVANCE_ROW_UNFIT where a row does not fit the judgements
 */
export function controlOutcome(
  set: EvaluatedSet,
  without: RelevanceRow,
  runs: readonly ControlRun[],
  options: ControlOptions,
): ControlOutcome {
  const { metric, tolerance = 0.05 } = options;
  const drawsOfRow = rowDrawer(set, options);
  const compare = (of: RelevanceRow, against: RelevanceRow): ComparedRows =>
    comparedRows(drawsOfRow, of, against, metric);
  const labels = labelCounts(set.classes.length, set.judgements);
  const ascending = runs.toSorted((a, b) => a.probability - b.probability);
  const points = ascending.map(
    ({ probability, row }): ControlPoint => ({
      probability,
      figure: reportRow(set, row, options)[metric],
      expected: expectedControl(labels, probability)[metric],
      lift: compare(row, without).figure,
    }),
  );
  const rises = ascending.slice(1).map(({ probability, row }, place) => ({
    probability,
    rise: compare(row, ascending[place]?.row ?? row).figure,
  }));
  const [first, last] = [ascending.at(0), ascending.at(-1)];
  const whole = first && last ? compare(last.row, first.row).figure : null;
  const faults = [
    ...points.flatMap((point) => faultsOfPoint(point, set.classes.length, tolerance)),
    ...rises
      .filter(({ rise }) => rise === null || rise.interval[1] < 0)
      .map(({ probability }) => `the curve falls up to probability ${probability}`),
    ...(last?.probability === 1 ? [] : ["nothing was run with knowledge that is always right"]),
    ...(whole !== null && whole.interval[0] > 0 ? [] : ["the curve does not surely rise"]),
  ];
  return { passed: faults.length === 0, metric, points, faults };
}

function faultsOfPoint(
  { probability, figure, expected, lift }: ControlPoint,
  classes: number,
  tolerance: number,
): readonly string[] {
  const named = `knowledge that is right with probability ${probability}`;
  if (figure === null || lift === null) return [`${named} has no figure`];
  const isChance = Math.abs(probability - 1 / classes) < 1e-9;
  return [
    ...(figure.interval[1] + tolerance < expected
      ? [`${named} gives ${figure.mean.toFixed(3)} where ${expected.toFixed(3)} is expected`]
      : []),
    ...(isChance && lift.interval[0] > tolerance
      ? [`${named} says nothing, and lifts by ${lift.mean.toFixed(3)}`]
      : []),
  ];
}
