import assert from "node:assert/strict";
import { test } from "node:test";
import { type CoBuyNumbers, coBuyRules } from "../../behaviour/explanation/co-buy-rules.ts";
import {
  type SearchBuyNumbers,
  searchBuyRules,
} from "../../behaviour/explanation/search-buy-rules.ts";
import { mineConfig } from "../../behaviour/mine-config.ts";
import { toldDecision, toldRule } from "./told-rules.ts";

const searchBuy: SearchBuyNumbers = {
  ...{ text: "winter tent", personal: null, queryCustomers: 9, searches: 40, times: 3, clicks: 4 },
  ...{
    shown: 40,
    lookedAt: 31.25,
    countedClicks: 4,
    countedTimes: 3,
    clickRateLow: 0.0396,
    purchaseRateLow: 0.0258,
  },
  ...{ logLikelihoodRatio: 12.3, entropy: 0.69, quota: 4, stronger: 4, draw: 0.37 },
  ...{ productType: "tent", people: 7, countedPeople: 7, place: 12, ofProducts: 34 },
};
const coBuy: CoBuyNumbers = {
  a: {
    ...{ head: "default/bag", baskets: 120, effectiveTypes: 14.2, depth: 3 },
    ...{ productType: "bag", people: 90, countedPeople: 90, place: 1, ofProducts: 5 },
  },
  b: {
    ...{ head: "default/tent", baskets: 88, effectiveTypes: 3, depth: null },
    ...{ productType: null, people: null, countedPeople: null, place: null, ofProducts: null },
  },
  ...{ times: 5, lift: 12.337, logLikelihoodRatio: 20, siteEffectiveTypes: 20.1 },
  totals: { ofPair: 5, ofA: 120, ofB: 88, all: 26_056 },
  ...{ medianTypes: 3.4, lines: 900, typedLines: 800, sharedDepth: 1, stronger: 0 },
  ...{ unstopped: 700, strongerAtSite: 6, keptAtSite: null },
};
const titles = new Map([["default/bag", "Carrier bag"]]);

test("each rule for a query and a product says its number, what it is made of and the setting", () => {
  const config = mineConfig.parse({
    products: { perType: 10 },
    searchBuy: { correctPositionBias: true, clickRateLow: 0.05, perQuery: 2 },
    lowEngagement: { share: 0.3 },
  });
  const { rules } = searchBuyRules(searchBuy, config);
  assert.deepEqual(
    rules.map((rule) => Object.values(toldRule(rule, titles))),
    [
      ["personalData", "passed", "no personal data in any way that it was typed", ""],
      ["fewCustomers", "passed", "9 people typed it, in 40 searches", "query-gate.customers: 5"],
      [
        ...["productQuota", "stopped here", "place 12 of 34 in tent, by 7 people"],
        "products.per-type: 10",
      ],
      [
        ...["clickRate", "would stop too"],
        "0.0396: lower bound of a click in 4 of 40 searches, of which 31.25 looked at its place",
        "search-buy: click-rate-low 0.05, correct-position-bias true",
      ],
      [
        ...["purchaseRate", "would pass"],
        "0.0258: lower bound of a purchase after 3 of 40 searches, of which 31.25 looked at its place",
        "search-buy: purchase-rate-low 0.0025, correct-position-bias true",
      ],
      [
        ...["lowEngagement", "not asked"],
        "drawn 0.37; a share above it keeps (asked of pairs alone that their rates stop)",
        "low-engagement.share: 0.3",
      ],
      [
        ...["queryQuota", "would stop too"],
        "place 5 of its query, by a log-likelihood ratio of 12.3; the quota is 4, for a type entropy of 0.69",
        "search-buy.per-query: 2",
      ],
    ],
  );
});

test("each rule for two products says its number, what it is made of and the setting", () => {
  const config = mineConfig.parse({ coBuy: { maximumCategoryDistance: 2, minimumLift: 20 } });
  const { rules } = coBuyRules(coBuy, config);
  assert.deepEqual(
    rules.map((rule) => Object.values(toldRule(rule, titles)).slice(0, 3)),
    [
      [
        ...["productQuota", "not asked"],
        "place 1 of 5 in bag, by 90 people; no product type (the rule is off)",
      ],
      [
        ...["randomCoPurchase", "stopped here"],
        "Carrier bag: 14.2 effective types of partners in 120 baskets; it takes 10.05 (0.5 × the site's 20.1) and 10.2 (3 × the median 3.4)",
      ],
      [
        ...["randomCoPurchase", "would pass"],
        "default/tent: 3 effective types of partners in 88 baskets; it takes 10.05 (0.5 × the site's 20.1) and 10.2 (3 × the median 3.4)",
      ],
      [
        ...["categoryDistance", "not asked"],
        "no distance (a product without a category is not judged)",
      ],
      ["minimumCount", "would pass", "5 baskets"],
      ["belowChance", "would stop too", "lift 12.34 = 5 × 26,056 / (120 × 88)"],
      ["typePairQuota", "not asked", "no place (the rule is off)"],
      [
        ...["belowStrongest", "not asked"],
        "place 7 of 700 pairs that nothing else stops, by a log-likelihood ratio of 20 (the rule is off)",
      ],
    ],
  );
});

test("a pair that its rates stop is kept where it is drawn, and then no quota is asked", () => {
  const config = mineConfig.parse({
    searchBuy: { purchaseRateLow: 0.05, perQuery: 2 },
    lowEngagement: { share: 0.4 },
  });
  const { rules, stoppedBy, isKeptForLowEngagement } = searchBuyRules(searchBuy, config);
  assert.deepEqual([stoppedBy, isKeptForLowEngagement], [null, true]);
  const outcomes = rules.slice(-3).map((rule) => Object.values(toldRule(rule, titles)).slice(0, 2));
  assert.deepEqual(outcomes, [
    ["purchaseRate", "stopped here"],
    ["lowEngagement", "kept"],
    ["queryQuota", "not asked"],
  ]);
});

test("what became of a pair says which rule stops it, and what keeps it all the same", () => {
  const config = mineConfig.parse({
    searchBuy: { purchaseRateLow: 0.05 },
    lowEngagement: { share: 0.4 },
  });
  const { rules } = searchBuyRules(searchBuy, config);
  const decision = (
    keptFor: "lowEngagement" | "selectedBefore" | null,
    stoppedBy: string | null = null,
  ) => toldDecision({ pair: { keptFor }, stoppedBy, rules });
  assert.equal(
    decision("lowEngagement"),
    "kept for low engagement: purchaseRate stops it, and it was drawn to go on",
  );
  assert.equal(
    decision("selectedBefore"),
    "kept as selected before: purchaseRate stops it, and an earlier run selected it under the same settings",
  );
  assert.equal(decision(null, "purchaseRate"), "cut by purchaseRate");
  assert.equal(decision(null), "kept: no rule stops it");
});

test("with a half-life each rule that goes by age says what its numbers come to, and names the setting", () => {
  const config = mineConfig.parse({
    halfLifeDays: 30,
    products: { perType: 10 },
    searchBuy: { correctPositionBias: true },
    coBuy: { strongest: 0.01 },
  });
  const byAge = { countedClicks: 1.5, countedTimes: 0.75, countedPeople: 2.25, lookedAt: 8 };
  const ofQuery = searchBuyRules({ ...searchBuy, ...byAge }, config).rules;
  const totals = { ofPair: 1.25, ofA: 7.5, ofB: 2, all: 148.04 };
  const ofProducts = coBuyRules({ ...coBuy, totals, keptAtSite: 7 }, config).rules;
  const told = [...ofQuery, ...ofProducts].map((rule) => toldRule(rule, titles));
  const by = (name: string) =>
    told.flatMap(({ rule, sentence, setting }) => (rule === name ? [sentence, setting] : []));
  assert.deepEqual(by("clickRate"), [
    "0.0396: lower bound of a click in 4 of 40 searches, which count as 1.5 of 8 by age",
    "search-buy: click-rate-low 0.01, correct-position-bias true; half-life-days: 30",
  ]);
  assert.deepEqual(by("purchaseRate"), [
    "0.0258: lower bound of a purchase after 3 of 40 searches, which count as 0.75 of 8 by age",
    "search-buy: purchase-rate-low 0.0025, correct-position-bias true; half-life-days: 30",
  ]);
  assert.equal(
    by("productQuota")[0],
    "place 12 of 34 in tent, by 7 people, who count as 2.25 by age",
  );
  assert.deepEqual(by("belowChance"), [
    "lift 12.34 = 1.25 × 148 / (7.5 × 2), counted by age",
    "co-buy.minimum-lift: 1; half-life-days: 30",
  ]);
  assert.deepEqual(by("belowStrongest"), [
    "place 7 of 700 pairs that nothing else stops, by a log-likelihood ratio of 20; 7 are kept",
    "co-buy.strongest: 0.01; half-life-days: 30",
  ]);
  assert.deepEqual(by("minimumCount"), ["5 baskets", "co-buy.minimum-count: 1"]);
});
