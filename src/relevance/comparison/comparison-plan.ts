import { detectableDifference } from "../../statistics/detectable-difference.ts";
import { comparedRows } from "./compared-rows.ts";
import { type Comparison, type ComparisonSettings, drawsOf } from "./comparison.ts";
import type { EvaluatedSet } from "./evaluated-judgement.ts";
import type { RelevanceRow } from "./relevance-row.ts";
import { rowDrawer } from "./row-draws.ts";

/** What could be found of a metric, in a slice or in all, told by a pilot. */
export interface Detectable extends Pick<Comparison, "metric" | "slice"> {
  readonly standardError: number | null;
  /** Null where the pilot's rows never differ, or there is nothing to compare: then nobody knows. */
  readonly difference: number | null;
}

/** Everything that is settled before the results are looked at. */
export interface ComparisonPlan extends ComparisonSettings {
  readonly draws: number;
  /** Rows of the pilot. */
  readonly pilot: readonly [of: string, against: string];
  readonly detectable: readonly Detectable[];
}

/** Two rows that are not what is asked about, and differ as much as those do, such as the sibling's and that without knowledge. */
export interface Pilot {
  readonly of: RelevanceRow;
  readonly against: RelevanceRow;
}

/**
 * Plans the comparisons: how often to draw, and what difference could be found with a power of 80 %, by the paired
 * variance of the pilot and by what another initialisation does to its rows. Print it before the results.
 *
 * @throws CosmoError RELEVANCE_ROW_UNFIT where a row of the pilot does not fit the judgements
 */
export function planComparisons(
  set: EvaluatedSet,
  pilot: Pilot,
  settings: ComparisonSettings,
): ComparisonPlan {
  const draws = drawsOf(settings);
  const drawsOfRow = rowDrawer(set, { seed: settings.seed, draws });
  const asked = [settings.endpoint, ...settings.others].map(placeOf);
  const detectable = [...new Map(asked.map((one) => [JSON.stringify(one), one])).values()].map(
    ({ metric, slice }): Detectable => {
      const found = comparedRows(drawsOfRow, pilot.of, pilot.against, metric, slice);
      const { standardError, reseed } = found;
      const known = standardError > 0 && reseed !== null;
      return {
        ...placeOf({ metric, slice }),
        standardError: known ? standardError : null,
        difference: known ? detectableDifference(standardError, reseed.interval[1]) : null,
      };
    },
  );
  return { ...settings, draws, pilot: [pilot.of.id, pilot.against.id], detectable };
}

/** What the plan says could be found by a comparison; null where nobody knows. */
export const detectableOf = (plan: ComparisonPlan, comparison: Comparison): number | null =>
  plan.detectable.find(
    ({ metric, slice }) => metric === comparison.metric && slice === comparison.slice,
  )?.difference ?? null;

const placeOf = ({
  metric,
  slice,
}: Pick<Comparison, "metric"> & { readonly slice?: string | undefined }): Pick<
  Comparison,
  "metric" | "slice"
> => (slice === undefined ? { metric } : { metric, slice });
