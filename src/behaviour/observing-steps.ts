import type { ObserveConfig } from "./observe-config.ts";
import { type SqlParameters, type SqlStep, tableStep, viewStep } from "./sql-step.ts";

/** From the catalogue to what a sku means, and which head a number, once for all spans. */
export const catalogueSteps: readonly SqlStep[] = [
  tableStep("catalogue-heads"),
  tableStep("sku-meanings"),
  tableStep("numbered-heads"),
];

/** From the events of a span to what they say of each search and purchase, in order. */
export const observingSteps: readonly SqlStep[] = [
  tableStep("repeated-events"),
  tableStep("events-once"),
  tableStep("thread-days"),
  tableStep("runs"),
  viewStep("listed-events"),
  tableStep("placed-events"),
  tableStep("bots"),
  viewStep("bot-events"),
  viewStep("known-events"),
  tableStep("searches"),
  tableStep("search-lists"),
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
