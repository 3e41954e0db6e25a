import type { MineConfig } from "../mine-config.ts";
import type { PairTotals } from "./explained-pair.ts";
import { halfLifeSetting } from "./half-life.ts";
import { type ProductPlace, productQuota } from "./product-quota.ts";
import { passesIf, type RuleAnswer, type SettledRules, settledRules } from "./settled-rules.ts";

/** What is known of one of two products that were bought together. */
export interface CoBoughtProduct extends ProductPlace {
  readonly head: string;
  readonly baskets: number;
  /** Over how many product types its partners spread. */
  readonly effectiveTypes: number;
  /** Depth in the tree of categories; null: it has no category. */
  readonly depth: number | null;
}

/** A row of sql/co-buys.sql. */
export interface CoBuyNumbers {
  readonly a: CoBoughtProduct;
  readonly b: CoBoughtProduct;
  readonly times: number;
  readonly lift: number;
  readonly logLikelihoodRatio: number;
  /** In baskets. */
  readonly totals: PairTotals;
  readonly siteEffectiveTypes: number;
  /** Of the site's products that are judged; null where none is. */
  readonly medianTypes: number | null;
  /** Basket lines of the site, and how many of them have a product type. */
  readonly lines: number;
  readonly typedLines: number;
  /** Depth of the deepest category that both are under; 0: the root. */
  readonly sharedDepth: number;
  /** Pairs of the two types that come before it in their quota. */
  readonly stronger: number;
  /** Pairs of the site that nothing else stops: all, those that come before it, and how many are kept; null: all. */
  readonly unstopped: number;
  readonly strongerAtSite: number;
  readonly keptAtSite: number | null;
}

/** The rules for two products, in the order of co-buy-rules.sql and co-buy-decisions.sql. */
export function coBuyRules(row: CoBuyNumbers, config: MineConfig): SettledRules {
  const { a, b, times, lift, totals } = row;
  const { minimumCount, minimumLift } = config.coBuy;
  return settledRules([
    productQuota([a, b], config),
    randomCoPurchase(a, row, config),
    randomCoPurchase(b, row, config),
    categoryDistance(row, config),
    {
      rule: "minimumCount",
      of: null,
      settings: { "co-buy.minimum-count": minimumCount },
      value: times,
      limit: minimumCount,
      numbers: {},
      answer: passesIf(times >= minimumCount),
    },
    {
      rule: "belowChance",
      of: null,
      settings: { "co-buy.minimum-lift": minimumLift, ...halfLifeSetting(config) },
      value: lift,
      limit: minimumLift,
      numbers: {
        count: totals.ofPair,
        baskets: totals.all,
        basketsA: totals.ofA,
        basketsB: totals.ofB,
      },
      answer: passesIf(lift >= minimumLift),
    },
    typePairQuota(row, config),
    belowStrongest(row, config),
  ]);
}

function randomCoPurchase(
  { head, baskets, effectiveTypes }: CoBoughtProduct,
  { siteEffectiveTypes, medianTypes, lines, typedLines }: CoBuyNumbers,
  { coBuy: { randomCoPurchase: settings } }: MineConfig,
): RuleAnswer {
  const { minimumBaskets, spread, timesMedian } = settings;
  const isJudged = baskets >= minimumBaskets && typedLines * 2 > lines && medianTypes !== null;
  const limit = isJudged ? Math.max(spread * siteEffectiveTypes, timesMedian * medianTypes) : null;
  return {
    rule: "randomCoPurchase",
    of: head,
    settings: {
      "co-buy.random-co-purchase.minimum-baskets": minimumBaskets,
      "co-buy.random-co-purchase.spread": spread,
      "co-buy.random-co-purchase.times-median": timesMedian,
    },
    value: effectiveTypes,
    limit,
    numbers: { baskets, siteEffectiveTypes, medianTypes },
    answer:
      limit !== null
        ? passesIf(effectiveTypes < limit)
        : typedLines * 2 > lines
          ? "fewBaskets"
          : "noTypesAtSite",
  };
}

function categoryDistance(
  { a, b, sharedDepth }: CoBuyNumbers,
  { coBuy: { maximumCategoryDistance: limit } }: MineConfig,
): RuleAnswer {
  const distance =
    a.depth === null || b.depth === null ? null : a.depth + b.depth - 2 * sharedDepth;
  return {
    rule: "categoryDistance",
    of: null,
    settings: { "co-buy.maximum-category-distance": limit },
    value: distance,
    limit,
    numbers: {
      depthA: a.depth,
      depthB: b.depth,
      sharedDepth: distance === null ? null : sharedDepth,
    },
    answer: limit === null ? "off" : distance === null ? "noCategory" : passesIf(distance <= limit),
  };
}

function typePairQuota(
  { a, b, stronger, logLikelihoodRatio }: CoBuyNumbers,
  config: MineConfig,
): RuleAnswer {
  const { perTypePair } = config.coBuy;
  const isTyped = a.productType !== null && b.productType !== null;
  const place = isTyped ? stronger + 1 : null;
  return {
    rule: "typePairQuota",
    of: null,
    settings: { "co-buy.per-type-pair": perTypePair, ...halfLifeSetting(config) },
    value: place,
    limit: perTypePair,
    numbers: { logLikelihoodRatio, productTypeA: a.productType, productTypeB: b.productType },
    answer:
      perTypePair === null
        ? "off"
        : place === null
          ? "noProductType"
          : passesIf(place <= perTypePair),
  };
}

function belowStrongest(
  { strongerAtSite, unstopped, keptAtSite, logLikelihoodRatio }: CoBuyNumbers,
  config: MineConfig,
): RuleAnswer {
  const place = strongerAtSite + 1;
  return {
    rule: "belowStrongest",
    of: null,
    settings: { "co-buy.strongest": config.coBuy.strongest, ...halfLifeSetting(config) },
    value: place,
    limit: keptAtSite,
    numbers: { logLikelihoodRatio, pairs: unstopped },
    answer: keptAtSite === null ? "off" : passesIf(place <= keptAtSite),
  };
}
