import type { MineConfig } from "./mine-config.ts";
import { type SqlParameters, type SqlStep, tableStep, viewStep } from "./sql-step.ts";

/** A step that a half-life adds, or puts in the place of another. */
interface EitherStep {
  /** Where all days count alike. */
  readonly alike: SqlStep | undefined;
  readonly decaying: SqlStep;
}

const ifDecaying = (name: string): EitherStep => ({ alike: undefined, decaying: tableStep(name) });

const eitherView = (name: string): EitherStep => {
  const alike = viewStep(name);
  return { alike, decaying: { ...alike, name: `decayed-${name}` } };
};

/**
 * From what was observed to what was decided about every query and pair, in order. With a half-life some relations are
 * made of what days weigh, by files of their own, so that nothing more is joined where all days count alike.
 */
export const miningSteps = ({
  halfLifeDays,
}: Pick<MineConfig, "halfLifeDays">): readonly SqlStep[] =>
  steps.flatMap((step) => {
    if (!("decaying" in step)) return step;
    return (halfLifeDays === null ? step.alike : step.decaying) ?? [];
  });

const steps: readonly (SqlStep | EitherStep)[] = [
  tableStep("catalogue-heads"),
  tableStep("customer-people"),
  viewStep("person-aliases"),
  viewStep("known-searches"),
  tableStep("distant-searches"),
  tableStep("traded-products"),
  tableStep("held-products"),
  tableStep("returned-purchases"),
  tableStep("purchases"),
  tableStep("search-purchases"),
  tableStep("query-decisions"),
  ifDecaying("day-weights"),
  ifDecaying("query-months"),
  ifDecaying("weighed-search-purchases"),
  tableStep("examination-propensities"),
  tableStep("search-buy-counts"),
  eitherView("search-buy-evidence"),
  tableStep("basket-purchases"),
  tableStep("basket-lines"),
  ifDecaying("basket-weights"),
  viewStep("same-parent-pairs"),
  tableStep("site-facts"),
  tableStep("line-totals"),
  viewStep("co-buys"),
  tableStep("co-buy-counts"),
  ifDecaying("weighed-co-buys"),
  ifDecaying("weighed-line-totals"),
  eitherView("pair-contingencies"),
  viewStep("pair-strengths"),
  eitherView("product-interest"),
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
  viewStep("unstopped-co-buys"),
  viewStep("weaker-co-buys"),
  tableStep("co-buy-decisions"),
  viewStep("dropped-returns"),
  viewStep("dropped-purchases"),
  viewStep("dropped-queries"),
  viewStep("dropped-search-buys"),
  viewStep("dropped-basket-lines"),
  viewStep("dropped-co-buys"),
  tableStep("head-outcomes"),
  viewStep("product-outcomes"),
  tableStep("query-outcomes"),
];

/** Where a quota or a limit is set to null. */
const none = -1;

/** The numbers that the steps name. */
export const miningParameters = (
  { products, searchBuy, queryGate, coBuy, halfLifeDays, lowEngagement, keepSelected }: MineConfig,
  seed: number,
): SqlParameters => ({
  seed,
  products_per_type: products.perType ?? none,
  click_rate_low: searchBuy.clickRateLow,
  purchase_rate_low: searchBuy.purchaseRateLow,
  half_life_days: halfLifeDays ?? none,
  corrects_position_bias: Number(searchBuy.correctPositionBias),
  per_query: searchBuy.perQuery ?? none,
  low_engagement_share: lowEngagement.share,
  keeps_selected: Number(keepSelected),
  gate_customers: queryGate.customers,
  maximum_basket: coBuy.maximumBasket,
  minimum_count: coBuy.minimumCount,
  minimum_lift: coBuy.minimumLift,
  per_type_pair: coBuy.perTypePair ?? none,
  strongest: coBuy.strongest ?? none,
  maximum_category_distance: coBuy.maximumCategoryDistance ?? none,
  random_minimum_baskets: coBuy.randomCoPurchase.minimumBaskets,
  random_spread: coBuy.randomCoPurchase.spread,
  random_times_median: coBuy.randomCoPurchase.timesMedian,
});
