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
  table("examination-propensities"),
  table("search-buy-counts"),
  table("basket-purchases"),
  table("basket-lines"),
  view("same-parent-pairs"),
  table("site-facts"),
  table("line-totals"),
  view("co-buys"),
  table("co-buy-counts"),
  view("pair-contingencies"),
  view("pair-strengths"),
  table("surplus-products"),
  table("query-type-entropies"),
  table("search-buy-rules"),
  view("low-engagement"),
  view("surplus-search-buys"),
  table("search-buy-decisions"),
  view("spread-types"),
  table("random-co-purchases"),
  view("distant-categories"),
  table("co-buy-rules"),
  view("surplus-co-buys"),
  table("co-buy-decisions"),
  view("dropped-events"),
  view("dropped-queries"),
  view("dropped-search-buys"),
  view("dropped-basket-lines"),
  view("dropped-co-buys"),
];

/** More than anything in one session. */
const unlimited = 1e9;

/** Where a quota or a limit is set to null. */
const none = -1;

/** The numbers that the steps name. */
export const miningParameters = (
  { products, searchBuy, queryGate, coBuy, bots, lowEngagement }: MineConfig,
  seed: number,
): SqlParameters => ({
  seed,
  bot_searches: bots.searches ?? unlimited,
  bot_acts_per_minute: bots.actsPerMinute ?? 0,
  bot_minimum_acts: bots.actsPerMinute === null ? unlimited : bots.minimumActs,
  products_per_type: products.perType ?? none,
  within_ms: searchBuy.withinMinutes * 60_000,
  within_clicks: searchBuy.withinClicks,
  click_rate_low: searchBuy.clickRateLow,
  purchase_rate_low: searchBuy.purchaseRateLow,
  corrects_position_bias: Number(searchBuy.correctPositionBias),
  per_query: searchBuy.perQuery ?? none,
  low_engagement_share: lowEngagement.share,
  gate_customers: queryGate.customers,
  maximum_basket: coBuy.maximumBasket,
  minimum_count: coBuy.minimumCount,
  minimum_lift: coBuy.minimumLift,
  per_type_pair: coBuy.perTypePair ?? none,
  maximum_category_distance: coBuy.maximumCategoryDistance ?? none,
  random_minimum_baskets: coBuy.randomCoPurchase.minimumBaskets,
  random_spread: coBuy.randomCoPurchase.spread,
  random_times_median: coBuy.randomCoPurchase.timesMedian,
});
