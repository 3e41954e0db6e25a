import type { Distribution, MiningRun } from "../answer-parts.ts";

const groups: Readonly<Record<string, string>> = {
  events: "Events",
  queries: "Queries",
  searchBuy: "Search-buy pairs",
  returns: "Returns",
  purchases: "Purchases",
  basketLines: "Purchases in baskets",
  coBuy: "Co-buy pairs",
};

/** The funnel's name of a group in words. */
export const groupWords = (group: string): string => groups[group] ?? group;

const measures: Readonly<Record<Distribution["measure"], string>> = {
  count: "Count",
  customers: "Customers",
  searches: "Searches",
  lift: "Lift",
  pmi: "Pointwise mutual information",
  logLikelihoodRatio: "Log-likelihood ratio",
  clickRateLow: "Click rate, lower bound",
  purchaseRateLow: "Purchase rate, lower bound",
};

export const measureWords = (measure: Distribution["measure"]): string => measures[measure];

/** A setting that is off is null. */
export const settingText = (value: number | boolean | null): string =>
  value === null ? "off" : String(value);

const inputs: Readonly<Record<string, string>> = {
  products: "the catalogue changed",
  importedEvents: "the log changed",
  seed: "the seed changed",
  version: "mining works otherwise by now",
};

/** What is another today than when the run was, in a clause each. */
export const changeClauses = ({ changed, changedSettings }: MiningRun): readonly string[] => [
  ...changedSettings.map(
    ({ name, was, is }) => `mining.${name} was ${settingText(was)} and is ${settingText(is)}`,
  ),
  ...changed.flatMap((name) => (name === "settings" ? [] : [inputs[name] ?? `${name} changed`])),
];
