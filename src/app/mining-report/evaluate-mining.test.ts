import assert from "node:assert/strict";
import { test } from "node:test";
import { workspaceForTests } from "../workspace-for-tests.ts";
import { evaluateMining, type MiningReport } from "./evaluate-mining.ts";

/** A workspace whose product types alone are asked about: that needs no log. */
function openShop(name: string) {
  const { configure, use, importRows, run } = workspaceForTests(`mining-report-${name}`);
  const shop = {
    configure: (mining: string): void =>
      configure(
        `{ query-gate: { customers: 1 }, ${mining} }`,
        "generation: { scopes: [product-type] }",
      ),
    importRows,
    mine: () => run("mine"),
    report: (limit: number | null = null): Promise<MiningReport> =>
      use((workspace) => evaluateMining(workspace, limit)),
  };
  shop.configure("");
  return shop;
}

const products = [
  { sku: "tent", title: "Dome Tent", productType: "tent", domain: "Outdoor" },
  { sku: "lamp", title: "Head Lamp", productType: "lamp", domain: "Outdoor" },
  { sku: "vase", title: "Blue Vase", domain: "Home & Kitchen" },
];
const time = "2026-01-05T10:00:00Z";
const later = "2026-01-05T10:01:00Z";
const log = [
  { kind: "search", session: "a", query: "camping", time },
  { kind: "click", session: "a", product: "tent", time },
  { kind: "purchase", session: "a", product: "tent", time: later },
  { kind: "search", session: "b", query: "light", time },
  { kind: "purchase", session: "b", product: "lamp", time: later },
  { kind: "search", session: "c", query: "dark", time },
  { kind: "search", session: "d", query: "dark", time },
];

test("before mining ran, the next step is told", async () => {
  const shop = openShop("new");
  await shop.importRows("products", products);
  await assert.rejects(shop.report(), { code: "MINING_MISSING", hint: /cosmo run mine/ });
});

test("what is covered, what was cut and how it is spread, with the settings of the run", async () => {
  const shop = openShop("whole");
  await shop.importRows("products", products);
  await shop.importRows("events", log);
  await shop.mine();
  const { run, products: ofProducts, queries, funnel, distributions } = await shop.report();
  assert.deepEqual([run.state, run.changed, run.changedSettings], ["done", [], []]);
  assert.deepEqual(
    [ofProducts.products, ofProducts.kept, ofProducts.uncovered, ofProducts.uncoveredWithoutType],
    [3, 1, 2, 1],
  );
  assert.deepEqual(ofProducts.without, {
    total: 2,
    rows: [
      {
        ...{ id: "default/lamp", title: "Head Lamp", productType: "lamp", domain: "Outdoor" },
        ...{ outcome: "cut", rule: "clickRate", words: "all pairs cut, most by clickRate" },
      },
      {
        ...{ id: "default/vase", title: "Blue Vase", productType: null, domain: "Home & Kitchen" },
        ...{ outcome: "neverSeen", rule: null, words: "never in the log" },
      },
    ],
  });
  assert.deepEqual(ofProducts.domains.rows[0], {
    name: "Home & Kitchen",
    products: 1,
    kept: 0,
    uncovered: 1,
    reasons: [{ outcome: "neverSeen", rule: null, words: "never in the log", products: 1 }],
  });
  assert.deepEqual(
    queries.uncovered.rows.map(({ text, searches, outcome, rule }) => [
      ...[text, searches, outcome, rule],
    ]),
    [
      ["dark", 2, "noPurchase", null],
      ["light", 1, "cut", "clickRate"],
    ],
  );
  assert.equal(queries.uncovered.total, 2);
  const searchBuy = funnel.find(({ group }) => group === "searchBuy");
  assert.deepEqual([searchBuy?.rowsIn, searchBuy?.rowsOut], [2, 1]);
  const clickRate = searchBuy?.rules.find(({ rule }) => rule === "clickRate");
  assert.deepEqual(clickRate, {
    rule: "clickRate",
    settings: [{ name: "search-buy.click-rate-low", value: 0.01 }],
    cut: 1,
    share: 0.5,
    samples: ["light > default/lamp: clicked in 0 of 1 searches, lower bound 0"],
  });
  const lift = distributions.find(
    ({ subject, measure }) => subject === "coBuy" && measure === "lift",
  );
  assert.deepEqual(lift?.cut, { rule: "belowChance", name: "co-buy.minimum-lift", value: 1 });
  const clicks = distributions.find(({ measure }) => measure === "clickRateLow");
  assert.deepEqual(
    clicks?.bins.filter(({ kept, cut }) => kept > 0 || Object.keys(cut).length > 0),
    [
      { bin: "0", least: null, below: 0.000001, kept: 0, cut: { clickRate: 1 } },
      { bin: "0.2–0.5", least: 0.2, below: 0.5, kept: 1, cut: {} },
    ],
  );

  const few = await shop.report(1);
  assert.deepEqual(
    [few.products.types.rows.length, few.products.types.total, few.queries.uncovered.rows.length],
    [1, 2, 1],
  );
  assert.deepEqual([few.products.without.total, few.products.without.rows.length], [2, 1]);
});

test("under other settings it tells of the run that was, and what changed since", async () => {
  const shop = openShop("changed");
  await shop.importRows("products", products);
  await shop.importRows("events", log);
  await shop.mine();
  shop.configure(
    "search-buy: { click-rate-low: 0.2 }, co-buy: { strongest: 0.5 }, half-life-days: 30",
  );
  const { run, distributions } = await shop.report();
  assert.deepEqual([run.state, run.changed], ["stale", ["settings"]]);
  assert.deepEqual(run.changedSettings, [
    { name: "search-buy.click-rate-low", was: 0.01, is: 0.2 },
    { name: "co-buy.strongest", was: null, is: 0.5 },
    { name: "half-life-days", was: null, is: 30 },
  ]);
  const clicks = distributions.find(({ measure }) => measure === "clickRateLow");
  assert.equal(clicks?.cut?.value, 0.01, "the cut is marked where the run made it");
  shop.configure("");
  await shop.importRows("products", products.slice(1));
  assert.deepEqual((await shop.report()).run.changed, ["products"]);
});

test("of a log without a single event everything is told, as nothing", async () => {
  const shop = openShop("empty");
  await shop.importRows("products", products);
  await shop.mine();
  const { products: ofProducts, queries, funnel, run } = await shop.report();
  assert.deepEqual([ofProducts.kept, ofProducts.uncovered], [0, 3]);
  assert.deepEqual([queries.all.queries, queries.outcomes, queries.uncovered.total], [0, [], 0]);
  assert.ok(funnel.every(({ rowsIn, rules }) => rowsIn === 0 && rules[0]?.share === null));
  assert.match(run.notices.join(), /No log is imported/);
});

test("every rule is listed in its order, also where it cut nothing", async () => {
  const shop = openShop("rules");
  await shop.importRows("products", products);
  await shop.importRows("events", [...log, { ...log[2], product: "unheard of" }]);
  await shop.mine();
  const { funnel } = await shop.report();
  const rules = funnel.map(({ group, rules: own }) => [group, own.map(({ rule }) => rule)]);
  assert.deepEqual(Object.fromEntries(rules), {
    events: ["replaced", "repeated", "bot", "unknownProduct"],
    returns: ["returnUnmatched"],
    purchases: ["returned"],
    queries: ["empty", "personalData", "fewCustomers"],
    searchBuy: [
      ...["empty", "personalData", "fewCustomers", "productQuota"],
      ...["clickRate", "purchaseRate", "queryQuota"],
    ],
    basketLines: ["noSession", "maximumBasket"],
    coBuy: [
      ...["sameParent", "productQuota", "randomCoPurchase", "categoryDistance"],
      ...["minimumCount", "belowChance", "typePairQuota", "belowStrongest"],
    ],
  });
});
