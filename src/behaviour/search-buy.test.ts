import assert from "node:assert/strict";
import { test } from "node:test";
import { pairId, queryId } from "../domain/ids.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import { allThrough, countsOf, happened, mine, minute, product } from "./mining-fixture.ts";

const products = ["tent", "lamp", "small/tent", "large/tent"].map((sku) =>
  product(sku, { parent: sku.includes("/") ? "tents" : null }),
);
const oneCustomer = { queryGate: { customers: 1 } };

/** Searches of one query in a session each, of which the first few click on and buy a product. */
function searches(
  query: string,
  count: number,
  { clicks = 0, purchases = 0, from = 0, sku = "tent" },
): readonly ShopEvent[] {
  return Array.from({ length: count }, (_, index): readonly ShopEvent[] => {
    const session = `${query} ${from + index}`;
    return [
      happened("search", index, { session, query }),
      ...(index < clicks ? [happened("click", index, { session, product: sku })] : []),
      ...(index < purchases ? [happened("purchase", index + 1, { session, product: sku })] : []),
    ];
  }).flat();
}

test("a rate must reach its cut with its lower bound: one in three does, one in 200 does not", async () => {
  const mined = await mine({
    products,
    events: [
      [
        ...searches("few", 3, { clicks: 1, purchases: 1 }),
        ...searches("bought by chance", 200, { clicks: 200, purchases: 1 }),
        ...searches("clicked by chance", 200, { clicks: 1, purchases: 1 }),
      ],
    ],
    config: oneCustomer,
  });
  assert.deepEqual(countsOf(mined), { "few > tent": 1 });
  assert.deepEqual(mined.funnel["searchBuy"], {
    group: "searchBuy",
    rowsIn: 3,
    dropped: { clickRate: 1, purchaseRate: 1 },
    rowsOut: 1,
  });
  assert.deepEqual(mined.samples["purchaseRate"], [
    "bought by chance > default/tent: bought after 1 of 200 searches, lower bound 0.000883",
  ]);
});

test("bounds are Wilson's", async () => {
  const { pairs } = await mine({
    products,
    events: [searches("few", 3, { clicks: 3, purchases: 1 })],
    config: allThrough,
  });
  // (3 + 1.9207 - 1.9600 √(0 + 0.9604)) / 6.8415 and (1 + 1.9207 - 1.9600 √(2/3 + 0.9604)) / 6.8415
  assert.ok(Math.abs((pairs[0]?.clickRateLow ?? 0) - 0.43850297) < 1e-8);
  assert.ok(Math.abs((pairs[0]?.purchaseRateLow ?? 0) - 0.06149194) < 1e-8);
  assert.equal(pairs[0]?.clicks, 3);
});

test("a pair tells its counts, people, months, times and lift", async () => {
  const day = 24 * 60;
  const { pairs } = await mine({
    products,
    events: [
      [
        happened("search", 0, { session: "a", customer: "ann", query: "tent" }),
        happened("purchase", 1, { session: "a", product: "tent" }),
        happened("search", day, { session: "b", customer: "ann", query: "tent" }),
        happened("purchase", day + 1, { session: "b", product: "tent" }),
        happened("search", day, { session: "c", customer: "bob", query: "tent" }),
        happened("purchase", day + 2, { session: "c", product: "tent" }),
        ...searches("lamp", 5, { purchases: 2, sku: "lamp" }),
      ],
    ],
    config: allThrough,
  });
  const query = queryId("default", "en-US", "tent");
  const pair = pairs.find(({ headA }) => headA === query);
  // Three of three: √(0 + z²/4) = z/2, which leaves 3 / (3 + z²).
  assert.ok(Math.abs((pair?.purchaseRateLow ?? 0) - 3 / 6.841458820694124) < 1e-15);
  assert.deepEqual(
    { ...pair, purchaseRateLow: null },
    {
      id: pairId("searchBuy", query, "default/tent"),
      behaviour: "searchBuy",
      headA: query,
      headB: "default/tent",
      count: 3,
      customers: 2,
      clicks: null,
      searches: 3,
      clickRateLow: null,
      purchaseRateLow: null,
      // Three of eight searches were for it, and three of eight led to it: 9/8 would be by chance.
      lift: (3 * 8) / (3 * 3),
      // ln(8/3), by 3/4 for the pair and 3/4 for either.
      pmi: 0.551716,
      // 2 (3 ln(8/3) + 5 ln(8/5)): both, neither.
      logLikelihoodRatio: 10.585012,
      keptFor: null,
      byMonth: { "2026-01": 1, "2026-02": 2 },
      firstSeen: minute(1),
      lastSeen: minute(day + 2),
    },
  );
});

test("a site without clicks is not held to click rates, and says so", async () => {
  const { pairs, notices } = await mine({
    products,
    events: [searches("few", 3, { purchases: 1 })],
    config: oneCustomer,
  });
  assert.equal(pairs.length, 1);
  assert.deepEqual(notices.slice(0, 1), [
    "No clicks at default: the cut on click rates is not applied there.",
  ]);
});

test("where results are logged, rates are of the searches that showed the product", async () => {
  const shown = searches("camping", 40, { clicks: 1, purchases: 1 });
  const impressions = (sku: string, count: number): readonly ShopEvent[] =>
    Array.from({ length: count }, (_, index) =>
      happened("impression", index, { session: `camping ${index}`, product: sku }),
    );
  const rates = async (...events: readonly ShopEvent[]) => {
    const { pairs } = await mine({ products, events: [[...shown, ...events]], config: allThrough });
    return pairs[0]?.purchaseRateLow;
  };
  const oneOf = (searched: number): number =>
    (1 +
      3.841458820694124 / 2 -
      1.959963984540054 * Math.sqrt((searched - 1) / searched + 3.841458820694124 / 4)) /
    (searched + 3.841458820694124);
  assert.equal(await rates(), oneOf(40));
  assert.equal(await rates(...impressions("lamp", 40), ...impressions("tent", 4)), oneOf(4));
  // What 30 of the searches showed is not known.
  assert.equal(await rates(...impressions("lamp", 10), ...impressions("tent", 4)), oneOf(34));
});

test("variants of one parent are counted as one product, the one with the smallest id", async () => {
  const mined = await mine({
    products,
    events: [
      [
        ...searches("tent", 1, { clicks: 1, purchases: 1, sku: "small/tent" }),
        ...searches("tent", 1, { clicks: 1, purchases: 1, sku: "large/tent", from: 1 }),
      ],
    ],
    config: allThrough,
  });
  assert.deepEqual(countsOf(mined), { "tent > large/tent": 2 });
});
