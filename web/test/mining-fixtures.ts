// A written answer, in the shape of the real ones: mining of invoices, under other settings than today's.
import type { MiningAnswer } from "../../src/api/mining-answer.ts";
import { version } from "./fixtures.ts";

const none = { queries: 0, searches: 0 };

const neverBought = {
  outcome: "neverBought",
  rule: null,
  words: "in the log, never bought",
} as const;
const tooLarge = {
  outcome: "unpaired",
  rule: "maximumBasket",
  words: "bought in too large baskets, after no search",
} as const;

const types = [null, "wall-mounted magnetic knife holder of bamboo", "stroller", "tool set"];

export const mining: MiningAnswer = {
  version,
  run: {
    state: "stale",
    finishedAt: "2026-11-24T14:03:00.000Z",
    seconds: 8.1,
    changed: ["settings", "importedEvents"],
    changedSettings: [{ name: "search-buy.click-rate-low", was: 0.01, is: 0.02 }],
    notices: ["No searches at wren-and-larder: no search-buy pairs from there."],
  },
  products: {
    products: 120_000,
    kept: 4000,
    uncovered: 116_000,
    uncoveredWithoutType: 1200,
    without: {
      total: 116_000,
      rows: [
        {
          ...{
            id: "shop/pillow",
            title: "Pillow",
            productType: "pillow",
            domain: "Home & Kitchen",
          },
          ...{ outcome: "neverBought", rule: null, words: "in the log, never bought" },
        },
      ],
    },
    reasons: [
      { ...neverBought, products: 110_000 },
      { ...tooLarge, products: 6000 },
    ],
    domains: {
      total: 2,
      withoutPair: 0,
      rows: [
        {
          ...{ name: "Home & Kitchen", products: 120_000, kept: 4000, uncovered: 116_000 },
          reasons: [{ ...neverBought, products: 116_000 }],
        },
        { name: "Others", products: 0, kept: 0, uncovered: 0, reasons: [] },
      ],
    },
    types: {
      total: 20_000,
      withoutPair: 19_000,
      rows: types.map((name, place) => ({
        ...{ name, products: 1200 - place, kept: 0, uncovered: 1200 - place },
        reasons: [
          { ...neverBought, products: 1000 },
          { ...tooLarge, products: 200 - place },
        ],
      })),
    },
  },
  queries: { all: none, passed: none, kept: none, outcomes: [], uncovered: { total: 0, rows: [] } },
  funnel: [
    { group: "queries", rowsIn: 0, rules: [], rowsOut: 0 },
    {
      group: "coBuy",
      rowsIn: 51_102,
      rules: [
        { rule: "sameParent", settings: [], cut: 0, share: 0, samples: [] },
        {
          rule: "belowChance",
          settings: [{ name: "co-buy.minimum-lift", value: 2 }],
          cut: 4003,
          share: 4003 / 51_102,
          samples: ["shop/pillow and shop/batteries: 1 times, lift 0.9"],
        },
        {
          rule: "typePairQuota",
          settings: [{ name: "co-buy.per-type-pair", value: null }],
          cut: 0,
          share: 0,
          samples: [],
        },
      ],
      rowsOut: 47_099,
    },
  ],
  distributions: [
    {
      subject: "searchBuy",
      measure: "clickRateLow",
      cut: { rule: "clickRate", name: "search-buy.click-rate-low", value: 0.01 },
      bins: [
        { bin: "0", least: null, below: 0.000001, kept: 0, cut: {} },
        { bin: "0.000001 or more", least: 0.000001, below: null, kept: 0, cut: {} },
      ],
    },
    {
      subject: "coBuy",
      measure: "lift",
      cut: { rule: "belowChance", name: "co-buy.minimum-lift", value: 2 },
      bins: [
        { bin: "below 2", least: null, below: 2, kept: 0, cut: { belowChance: 4003 } },
        { bin: "2–5", least: 2, below: 5, kept: 40_000, cut: { minimumCount: 2 } },
        { bin: "5 or more", least: 5, below: null, kept: 7099, cut: {} },
      ],
    },
  ],
};
