import type { Figure } from "../../statistics/figure.ts";
import { holm } from "../../statistics/holm.ts";
import type { Leak } from "../leaks/leak.ts";
import { comparedRows } from "./compared-rows.ts";
import type { Comparison } from "./comparison.ts";
import { type ComparisonPlan, detectableOf } from "./comparison-plan.ts";
import type { ControlOutcome } from "./control-outcome.ts";
import type { EvaluatedSet } from "./evaluated-judgement.ts";
import type { RelevanceRow } from "./relevance-row.ts";
import { rowDrawer } from "./row-draws.ts";
import { unknownRow } from "./unknown-row.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A difference of the report: `of` minus `against`. */
export interface ReportDifference extends Comparison, Verdict {
  readonly primary: boolean;
  /** Null where there is nothing to compare. */
  readonly mean: number | null;
  readonly interval: Figure["interval"] | null;
  /** The reseed null: differences between runs of the same row. */
  readonly null: Figure | null;
  /** The two-sided bootstrap chance of such a difference where there is none. */
  readonly p: number;
  /** The same after Holm's correction over all but the primary one, whose own it is. */
  readonly adjusted: number;
  readonly seeds: number;
  readonly judgements: number;
  readonly detectable: number | null;
}

/**
 * The comparisons of the plan, the primary endpoint first. No verdict without the control's outcome, and none where labels
 * leaked.
 *
 * @throws CosmoError RELEVANCE_ROW_UNKNOWN where the plan names a row that is not there, RELEVANCE_ROW_UNFIT where
 * one does not fit the judgements
 */
export function reportDifferences(
  set: EvaluatedSet,
  rows: readonly RelevanceRow[],
  plan: ComparisonPlan,
  control: ControlOutcome,
  leaks: readonly Leak[],
): readonly ReportDifference[] {
  const drawsOfRow = rowDrawer(set, plan);
  const comparisons = [plan.endpoint, ...plan.others];
  const found = comparisons.map(({ of, against, metric, slice }) =>
    comparedRows(drawsOfRow, rowNamed(rows, of), rowNamed(rows, against), metric, slice),
  );
  const [primary = 1, ...rest] = found.map(({ chance }) => chance);
  const adjusted = [primary, ...holm(rest)];
  return comparisons.flatMap((comparison, place): readonly ReportDifference[] => {
    const own = found[place];
    if (own === undefined) return [];
    const finding = { ...own, adjusted: adjusted[place] ?? 1 };
    const detectable = detectableOf(plan, comparison);
    return [
      {
        ...comparison,
        primary: place === 0,
        mean: own.figure?.mean ?? null,
        interval: own.figure?.interval ?? null,
        null: own.reseed,
        p: own.chance,
        adjusted: finding.adjusted,
        seeds: own.seeds,
        judgements: judgementsOf(set, comparison.slice),
        detectable,
        ...verdictOf(finding, { control, leaks, worthwhile: plan.worthwhile, detectable }),
      },
    ];
  });
}

const judgementsOf = ({ judgements }: EvaluatedSet, slice: string | undefined): number =>
  slice === undefined
    ? judgements.length
    : judgements.filter(({ slices }) => slices?.includes(slice) === true).length;

function rowNamed(rows: readonly RelevanceRow[], id: string): RelevanceRow {
  const row = rows.find((one) => one.id === id);
  if (row !== undefined) return row;
  throw unknownRow(
    id,
    rows.map((one) => one.id),
  );
}
