import type { MineConfig } from "../mine-config.ts";
import type { ExplainedRule } from "./explained-pair.ts";
import { halfLifeSetting, ifDecaying } from "./half-life.ts";
import { type ProductPlace, productQuota } from "./product-quota.ts";
import { passesIf, type RuleAnswer, type SettledRules, settledRules } from "./settled-rules.ts";

/** A row of sql/search-buys.sql. */
export interface SearchBuyNumbers extends ProductPlace {
  readonly text: string;
  /** Class of personal data in any way that it was typed. */
  readonly personal: string | null;
  readonly queryCustomers: number;
  readonly searches: number;
  readonly times: number;
  /** Null where the site logs none. */
  readonly clicks: number | null;
  readonly shown: number;
  readonly lookedAt: number;
  /** What clicks and times come to with a half-life; else as many. */
  readonly countedClicks: number | null;
  readonly countedTimes: number;
  readonly clickRateLow: number | null;
  readonly purchaseRateLow: number;
  readonly logLikelihoodRatio: number;
  readonly entropy: number | null;
  /** Null where there is none. */
  readonly quota: number | null;
  /** Pairs of the query that come before it in its quota. */
  readonly stronger: number;
  /** From 0 to below 1, by the seed. */
  readonly draw: number;
}

/** The rules for a query and a product, in the order of search-buy-rules.sql and search-buy-decisions.sql. */
export function searchBuyRules(
  row: SearchBuyNumbers,
  config: MineConfig,
): SettledRules & { readonly isKeptForLowEngagement: boolean } {
  const before = [...gate(row, config), productQuota([row], config), ...rates(row, config)];
  const { stoppedBy: first } = settledRules(before);
  const keeps = lowEngagement(row, config, first === "clickRate" || first === "purchaseRate");
  const isKept = keeps.outcome === "kept";
  const { rules, stoppedBy } = settledRules([...before, queryQuota(row, config, isKept)]);
  return {
    rules: rules.toSpliced(-1, 0, keeps),
    stoppedBy: isKept ? null : stoppedBy,
    isKeptForLowEngagement: isKept,
  };
}

function lowEngagement(
  { draw }: SearchBuyNumbers,
  { lowEngagement: { share } }: MineConfig,
  isStoppedByRate: boolean,
): ExplainedRule {
  const isAsked = isStoppedByRate && share > 0;
  return {
    rule: "lowEngagement",
    of: null,
    settings: { "low-engagement.share": share },
    value: draw,
    limit: share,
    numbers: {},
    outcome: isAsked ? (draw < share ? "kept" : "notKept") : "notAsked",
    because: isAsked ? null : isStoppedByRate ? "off" : "notStoppedByRates",
  };
}

function gate(
  { text, personal, queryCustomers, searches }: SearchBuyNumbers,
  { queryGate: { customers } }: MineConfig,
): readonly RuleAnswer[] {
  const aboutWords = { of: null, settings: {}, value: null, limit: null };
  return [
    ...(text === ""
      ? [{ ...aboutWords, rule: "empty", numbers: {}, answer: "stops" as const }]
      : []),
    {
      ...aboutWords,
      rule: "personalData",
      numbers: { personalData: personal },
      answer: passesIf(personal === null),
    },
    {
      rule: "fewCustomers",
      of: null,
      settings: { "query-gate.customers": customers },
      value: queryCustomers,
      limit: customers,
      numbers: { searches },
      answer: passesIf(queryCustomers >= customers),
    },
  ];
}

function rates(row: SearchBuyNumbers, config: MineConfig): readonly RuleAnswer[] {
  const { times, clicks, shown, clickRateLow, purchaseRateLow } = row;
  const { searchBuy, halfLifeDays } = config;
  const isCorrected = searchBuy.correctPositionBias;
  // No fewer looked than clicked or bought.
  const trials = (counted: number) => {
    const lookedAt = Math.max(row.lookedAt, counted);
    return {
      shown,
      lookedAt: isCorrected && halfLifeDays === null ? lookedAt : null,
      ...ifDecaying(config, { counted, countedSearches: lookedAt }),
    };
  };
  return [
    {
      rule: "clickRate",
      of: null,
      settings: {
        "search-buy.click-rate-low": searchBuy.clickRateLow,
        "search-buy.correct-position-bias": isCorrected,
        ...halfLifeSetting(config),
      },
      value: clickRateLow,
      limit: searchBuy.clickRateLow,
      numbers: { clicks, ...trials(row.countedClicks ?? 0) },
      answer: clickRateLow === null ? "noClicks" : passesIf(clickRateLow >= searchBuy.clickRateLow),
    },
    {
      rule: "purchaseRate",
      of: null,
      settings: {
        "search-buy.purchase-rate-low": searchBuy.purchaseRateLow,
        "search-buy.correct-position-bias": isCorrected,
        ...halfLifeSetting(config),
      },
      value: purchaseRateLow,
      limit: searchBuy.purchaseRateLow,
      numbers: { purchases: times, ...trials(row.countedTimes) },
      answer: passesIf(purchaseRateLow >= searchBuy.purchaseRateLow),
    },
  ];
}

function queryQuota(
  { stronger, quota, entropy, logLikelihoodRatio }: SearchBuyNumbers,
  config: MineConfig,
  isKept: boolean,
): RuleAnswer {
  const place = stronger + 1;
  return {
    rule: "queryQuota",
    of: null,
    settings: { "search-buy.per-query": config.searchBuy.perQuery, ...halfLifeSetting(config) },
    value: place,
    limit: quota,
    numbers: { logLikelihoodRatio, typeEntropy: entropy },
    answer: quota === null ? "off" : isKept ? "keptAlready" : passesIf(place <= quota),
  };
}
