import type { ObserveConfig } from "./observe-config.ts";
import { type SqlParameters, type SqlStep, tableStep, viewStep } from "./sql-step.ts";

/** From the catalogue to what a sku means, and which head a number, once for all spans. */
export const catalogueSteps: readonly SqlStep[] = [
  tableStep("catalogue-heads"),
  tableStep("sku-meanings"),
  tableStep("numbered-heads"),
];

/** Ids that came more than once. */
export const repeatedStep = tableStep("repeated-events");

/**
 * Each event once. Where nothing came twice, which is usual, no event need be asked whether it did.
 * @param anyRepeated whether `repeatedStep` has rows
 */
export const arrivedOnceSteps = (anyRepeated: boolean): readonly SqlStep[] =>
  anyRepeated
    ? [tableStep("repeats-once"), viewStep("arrived-once")]
    : [{ ...viewStep("arrived-events"), relation: "arrived_once" }];

/** From the events of a span, each once, to what they say of each search and purchase, in order. */
export const observingSteps: readonly SqlStep[] = [
  viewStep("events-once"),
  tableStep("thread-days"),
  tableStep("runs"),
  viewStep("run-events"),
  tableStep("placed-events"),
  tableStep("bots"),
  viewStep("shopper-events"),
  viewStep("known-events"),
  tableStep("searches"),
  tableStep("listed-events"),
  viewStep("bot-events"),
  viewStep("shopper-listed-events"),
  viewStep("search-lists"),
  tableStep("thread-steps"),
  tableStep("attributed-steps"),
  tableStep("purchase-searches"),
  tableStep("search-shows"),
];

/** Behind `query_texts`. */
export const countingSteps: readonly SqlStep[] = [
  tableStep("query-searches"),
  tableStep("trades"),
  viewStep("dropped-events"),
];

/** More than anything in one session. */
const unlimited = 1e9;

/** How long before midnight somebody must have done something to be awake over it. */
const awakeMs = 60 * 60_000;

/** The numbers that the steps name. */
export const observingParameters = (
  { withinMinutes, withinClicks, bots }: ObserveConfig,
  untilMs: number,
): SqlParameters => ({
  within_ms: withinMinutes * 60_000,
  within_clicks: withinClicks,
  bot_searches: bots.searches ?? unlimited,
  bot_acts_per_minute: bots.actsPerMinute ?? 0,
  bot_minimum_acts: bots.actsPerMinute === null ? unlimited : bots.minimumActs,
  awake_ms: awakeMs,
  until_ms: untilMs,
});
