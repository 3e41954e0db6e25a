import type { MineConfig } from "./mine-config.ts";
import type { SqlParameters, SqlStep } from "./sql-step.ts";

const table = (name: string): SqlStep => ({ name, as: "table" });
const view = (name: string): SqlStep => ({ name, as: "view" });

/** From events to what was decided about every query and pair, in order. */
export const miningSteps: readonly SqlStep[] = [
  table("catalogue-heads"),
  view("events-once"),
  table("earlier-products"),
  table("customer-people"),
  table("session-customers"),
  table("placed-events"),
  table("bots"),
  table("bot-events"),
  view("known-events"),
  table("returned-purchases"),
  table("purchases"),
  table("searches"),
  table("thread-steps"),
  table("attributed-steps"),
  table("search-purchases"),
  table("search-products"),
  table("query-searches"),
  table("query-decisions"),
  table("search-buy-counts"),
  table("basket-purchases"),
  table("basket-lines"),
  view("same-parent-pairs"),
  table("site-facts"),
  table("search-buy-decisions"),
  table("line-totals"),
  view("co-buys"),
  table("co-buy-counts"),
  view("spread-types"),
  table("random-co-purchases"),
  table("co-buy-decisions"),
  view("dropped-events"),
  view("dropped-queries"),
  view("dropped-search-buys"),
  view("dropped-basket-lines"),
  view("dropped-co-buys"),
];

/** More than anything in one session. */
const unlimited = 1e9;

/** The numbers that the steps name. */
export const miningParameters = ({
  searchBuy,
  queryGate,
  coBuy,
  bots,
}: MineConfig): SqlParameters => ({
  bot_searches: bots.searches ?? unlimited,
  bot_acts_per_minute: bots.actsPerMinute ?? 0,
  bot_minimum_acts: bots.actsPerMinute === null ? unlimited : bots.minimumActs,
  within_ms: searchBuy.withinMinutes * 60_000,
  within_clicks: searchBuy.withinClicks,
  click_rate_low: searchBuy.clickRateLow,
  purchase_rate_low: searchBuy.purchaseRateLow,
  gate_customers: queryGate.customers,
  maximum_basket: coBuy.maximumBasket,
  minimum_count: coBuy.minimumCount,
  minimum_lift: coBuy.minimumLift,
  random_minimum_baskets: coBuy.randomCoPurchase.minimumBaskets,
  random_spread: coBuy.randomCoPurchase.spread,
  random_times_median: coBuy.randomCoPurchase.timesMedian,
});
