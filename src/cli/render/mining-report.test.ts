import assert from "node:assert/strict";
import { test } from "node:test";
import type { MiningReport } from "../../app/mining-report/evaluate-mining.ts";
import { renderMiningReport } from "./mining-report.ts";

const words = "bought in too large baskets, after no search";
const reason = { outcome: "unpaired", rule: "maximumBasket", words, products: 2 } as const;

const uncovered = (sku: string) => ({
  ...{ id: `default/${sku}`, title: `Vase ${sku}`, productType: null, domain: "Others" },
  ...({ outcome: "unpaired", rule: "maximumBasket", words } as const),
});

const nothing: MiningReport = {
  run: {
    ...{ state: "done", finishedAt: "2026-01-05T10:00:30.000Z", seconds: 1 },
    ...{ changed: [], changedSettings: [], notices: [] },
  },
  products: {
    ...{ products: 2, kept: 0, uncovered: 2, uncoveredWithoutType: 1 },
    reasons: [reason],
    without: { total: 3, rows: ["1", "2", "3"].map((sku) => uncovered(sku)) },
    domains: { total: 1, withoutPair: 1, rows: [] },
    types: {
      ...{ total: 0, withoutPair: 0 },
      rows: [
        {
          ...{ name: null, products: 2, kept: 0, uncovered: 2 },
          reasons: [reason],
        },
      ],
    },
  },
  queries: {
    all: { queries: 0, searches: 0 },
    passed: { queries: 0, searches: 0 },
    kept: { queries: 0, searches: 0 },
    outcomes: [],
    uncovered: { total: 0, rows: [] },
  },
  funnel: [{ group: "searchBuy", rowsIn: 0, rules: [], rowsOut: 0 }],
  distributions: [],
};

test("a log without queries and products without a type are told", () => {
  const text = renderMiningReport(nothing, 80);
  assert.match(text, /^Mining of 2026-01-05 10:00 UTC, by today's settings and inputs\./);
  assert.match(text, /bought in too large baskets, after no search +2 +100 %/);
  assert.match(text, /product type\s+\(without a type: 1\)\./);
  assert.match(text, /No query is in the log\./);
  assert.match(text, /\(none\) +2 +2/);
  assert.match(text, /default\/1 +Vase 1 +bought in too large/);
  assert.match(text, /default\/2/);
  assert.doesNotMatch(text, /default\/3/, "two examples of each reason");
  assert.ok(text.split("\n").every((line) => line.length <= 80));
});

test("a run of other settings says which, and what brings it up to date", () => {
  const told = (run: Partial<MiningReport["run"]>): string =>
    renderMiningReport({ ...nothing, run: { ...nothing.run, state: "stale", ...run } }, 1000);
  const changedSettings = [{ name: "search-buy.per-query", was: null, is: 5 }];
  assert.match(
    told({ changed: ["settings", "importedEvents"], changedSettings }),
    /not of today: mining\.search-buy\.per-query was off and is 5; the log changed\. `cosmo run mine`/,
  );
  assert.match(told({ state: "partial" }), /not of today: it was begun anew and is not done\./);
});
