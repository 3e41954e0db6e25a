import type { MineConfig } from "./mine-config.ts";
import { type SqlParameters, type SqlStep, tableStep, viewStep } from "./sql-step.ts";

/** From what was observed to what was decided about every query and pair, in order. */
export const miningSteps: readonly SqlStep[] = [
  tableStep("catalogue-heads"),
  tableStep("customer-people"),
  viewStep("person-aliases"),
  viewStep("known-searches"),
  tableStep("distant-searches"),
  tableStep("traded-products"),
  tableStep("returned-purchases"),
  tableStep("purchases"),
  tableStep("search-purchases"),
  tableStep("query-decisions"),
  tableStep("examination-propensities"),
  tableStep("search-buy-counts"),
  tableStep("basket-purchases"),
  tableStep("basket-lines"),
  viewStep("same-parent-pairs"),
  tableStep("site-facts"),
  tableStep("line-totals"),
  viewStep("co-buys"),
  tableStep("co-buy-counts"),
  viewStep("pair-contingencies"),
  viewStep("pair-strengths"),
  tableStep("surplus-products"),
  tableStep("query-type-entropies"),
  tableStep("search-buy-rules"),
  viewStep("low-engagement"),
  viewStep("surplus-search-buys"),
  tableStep("search-buy-decisions"),
  viewStep("spread-types"),
  tableStep("random-co-purchases"),
  viewStep("distant-categories"),
  tableStep("co-buy-rules"),
  viewStep("typed-co-buys"),
  viewStep("surplus-co-buys"),
  tableStep("co-buy-decisions"),
  viewStep("dropped-purchases"),
  viewStep("dropped-queries"),
  viewStep("dropped-search-buys"),
  viewStep("dropped-basket-lines"),
  viewStep("dropped-co-buys"),
  tableStep("head-outcomes"),
  tableStep("query-outcomes"),
];

/** Where a quota or a limit is set to null. */
const none = -1;

/** The numbers that the steps name. */
export const miningParameters = (
  { products, searchBuy, queryGate, coBuy, lowEngagement, keepSelected }: MineConfig,
  seed: number,
): SqlParameters => ({
  seed,
  products_per_type: products.perType ?? none,
  click_rate_low: searchBuy.clickRateLow,
  purchase_rate_low: searchBuy.purchaseRateLow,
  corrects_position_bias: Number(searchBuy.correctPositionBias),
  per_query: searchBuy.perQuery ?? none,
  low_engagement_share: lowEngagement.share,
  keeps_selected: Number(keepSelected),
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
