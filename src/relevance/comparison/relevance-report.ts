import type { Leak } from "../leaks/leak.ts";
import type { ComparisonPlan } from "./comparison-plan.ts";
import type { ControlOutcome } from "./control-outcome.ts";
import { type EvaluatedSet, labelCounts } from "./evaluated-judgement.ts";
import type { RelevanceRow } from "./relevance-row.ts";
import { type ReportDifference, reportDifferences } from "./report-differences.ts";
import { type ReportRow, reportRow } from "./report-row.ts";

/** What `cosmo evaluate relevance --json` prints of one set of judgements. */
export interface RelevanceReport {
  readonly judgements: number;
  readonly queries: number;
  /** What the bootstrap draws: queries, those that say nearly the same as one, or products. */
  readonly groups: number;
  readonly labels: Readonly<Record<string, number>>;
  readonly plan: ComparisonPlan;
  readonly control: ControlOutcome;
  /** Ways in which an evaluated label was found to reach a prediction: with one there is no verdict. */
  readonly leaks: readonly Leak[];
  readonly rows: readonly ReportRow[];
  readonly differences: readonly ReportDifference[];
}

/**
 * @param plan as `planComparisons` made it before these rows were looked at
 * @param control as `controlOutcome` found it
 * @param leaks as `findLeaks` found them
 * @throws CosmoError RELEVANCE_ROW_UNKNOWN, RELEVANCE_ROW_UNFIT
 */
export function relevanceReport(
  set: EvaluatedSet,
  rows: readonly RelevanceRow[],
  plan: ComparisonPlan,
  control: ControlOutcome,
  leaks: readonly Leak[],
): RelevanceReport {
  const { classes, judgements } = set;
  const counts = labelCounts(classes.length, judgements);
  return {
    judgements: judgements.length,
    queries: new Set(judgements.map(({ query }) => query)).size,
    groups: new Set(judgements.map(({ group }) => group)).size,
    labels: Object.fromEntries(classes.map((name, place) => [name, counts[place] ?? 0])),
    plan,
    control,
    leaks,
    rows: rows.map((row) => reportRow(set, row, plan)),
    differences: reportDifferences(set, rows, plan, control, leaks),
  };
}
