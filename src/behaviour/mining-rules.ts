import type { MiningMeasure, MiningSubject } from "../domain/tables/mining-distributions.ts";

export interface MiningRule {
  /** Line of the funnel. */
  readonly group: string;
  /** As the funnel names what it cut. */
  readonly name: string;
  /** The settings that it goes by, as paths in those of the stage. */
  readonly settings: readonly (readonly string[])[];
  /** What its first setting is a cut on. */
  readonly cuts?: { readonly subject: MiningSubject; readonly measure: MiningMeasure };
}

const customers = ["queryGate", "customers"] as const;
const perType = ["products", "perType"] as const;
const random = (name: string) => ["coBuy", "randomCoPurchase", name] as const;

/** Every rule of mining, in the order in which they cut: what one cuts never comes to the next. */
export const miningRules: readonly MiningRule[] = [
  { group: "events", name: "replaced", settings: [] },
  { group: "events", name: "repeated", settings: [] },
  {
    group: "events",
    name: "bot",
    settings: [
      ["bots", "searches"],
      ["bots", "actsPerMinute"],
    ],
  },
  { group: "events", name: "unknownProduct", settings: [] },
  { group: "returns", name: "returnUnmatched", settings: [] },
  { group: "purchases", name: "returned", settings: [] },
  { group: "queries", name: "empty", settings: [] },
  { group: "queries", name: "personalData", settings: [] },
  {
    group: "queries",
    name: "fewCustomers",
    settings: [customers],
    cuts: { subject: "queries", measure: "customers" },
  },
  { group: "searchBuy", name: "empty", settings: [] },
  { group: "searchBuy", name: "personalData", settings: [] },
  { group: "searchBuy", name: "fewCustomers", settings: [customers] },
  { group: "searchBuy", name: "productQuota", settings: [perType] },
  {
    group: "searchBuy",
    name: "clickRate",
    settings: [["searchBuy", "clickRateLow"]],
    cuts: { subject: "searchBuy", measure: "clickRateLow" },
  },
  {
    group: "searchBuy",
    name: "purchaseRate",
    settings: [["searchBuy", "purchaseRateLow"]],
    cuts: { subject: "searchBuy", measure: "purchaseRateLow" },
  },
  { group: "searchBuy", name: "queryQuota", settings: [["searchBuy", "perQuery"]] },
  { group: "basketLines", name: "noSession", settings: [] },
  { group: "basketLines", name: "maximumBasket", settings: [["coBuy", "maximumBasket"]] },
  { group: "coBuy", name: "sameParent", settings: [] },
  { group: "coBuy", name: "productQuota", settings: [perType] },
  {
    group: "coBuy",
    name: "randomCoPurchase",
    settings: [random("spread"), random("timesMedian"), random("minimumBaskets")],
  },
  { group: "coBuy", name: "categoryDistance", settings: [["coBuy", "maximumCategoryDistance"]] },
  {
    group: "coBuy",
    name: "minimumCount",
    settings: [["coBuy", "minimumCount"]],
    cuts: { subject: "coBuy", measure: "count" },
  },
  {
    group: "coBuy",
    name: "belowChance",
    settings: [["coBuy", "minimumLift"]],
    cuts: { subject: "coBuy", measure: "lift" },
  },
  { group: "coBuy", name: "typePairQuota", settings: [["coBuy", "perTypePair"]] },
  { group: "coBuy", name: "belowStrongest", settings: [["coBuy", "strongest"]] },
];
