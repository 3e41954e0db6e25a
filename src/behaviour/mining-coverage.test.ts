import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { queryId } from "../domain/ids.ts";
import type { EventKind, ShopEvent } from "../domain/tables/events.ts";
import { allThrough, happened, type Mined, mine, product } from "./mining-fixture.ts";

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** Products by outcome and rule, of one product each in the tests: the type tells which. */
const productsOf = ({ productCoverage }: Mined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    productCoverage.map(({ productType, outcome, rule }) => [
      productType,
      rule === null ? outcome : `${outcome} ${rule}`,
    ]),
  );

const named = (sku: string, details = {}) => product(sku, { productType: sku, ...details });

/** One search with its outcomes, in a session of its own. */
const searched = (
  session: string,
  query: string,
  ...outcomes: readonly (readonly [EventKind, string])[]
): readonly ShopEvent[] => [
  happened("search", 0, { session, query }),
  ...outcomes.map(([kind, sku], place) => happened(kind, 1 + place, { session, product: sku })),
];

test("each product fares as the first of the reasons that holds", async () => {
  const products = [
    ...["kept", "cut", "alone", "large", "loose", "returned", "clicked", "shown", "nowhere"].map(
      (sku) => named(sku),
    ),
    ...["w1", "w2", "w3", "both 1", "both 2"].map((sku) => named(sku)),
  ];
  const bought = (session: string, ...skus: readonly string[]) =>
    skus.map((sku) => happened("purchase", 5, { session, customer: "ann", product: sku }));
  const mined = await mine({
    products,
    events: [
      [
        ...searched("a", "tent", ["click", "kept"], ["purchase", "kept"]),
        // Bought after a search, never clicked where clicks are logged: its rate is too low.
        ...searched("b", "tent", ["purchase", "cut"]),
        ...bought("c", "alone"),
        ...bought("d", "large", "w1", "w2", "w3"),
        ...bought("h", "both 1", "both 2"),
        happened("purchase", 5, { session: null, customer: "ben", product: "loose" }),
        ...bought("e", "returned"),
        happened("return", 9, { session: "f", customer: "ann", product: "returned" }),
        happened("click", 1, { session: "g", product: "clicked" }),
        happened("impression", 1, { session: "g", product: "shown" }),
      ],
    ],
    config: {
      queryGate: { customers: 1 },
      searchBuy: { clickRateLow: 0.01, purchaseRateLow: 0 },
      coBuy: { maximumBasket: 3 },
    },
  });
  assert.deepEqual(productsOf(mined), {
    kept: "kept",
    cut: "cut clickRate",
    "both 1": "kept",
    "both 2": "kept",
    alone: "unpaired",
    large: "unpaired maximumBasket",
    w1: "unpaired maximumBasket",
    w2: "unpaired maximumBasket",
    w3: "unpaired maximumBasket",
    loose: "unpaired noSession",
    returned: "returned",
    clicked: "neverBought",
    shown: "neverBought",
    nowhere: "neverSeen",
  });
});

test("what only a bot was shown no shopper saw, also where it was awake over midnight", async () => {
  const list = (session: string, at: number, sku: string) =>
    happened("impression", at, { session, queryId: session, product: sku, position: 1 });
  const bot = [
    ...[0, 1, 2].map((place) =>
      happened("search", 24 * 60 - 5 + place, { session: "bot", query: `tent ${place}` }),
    ),
    list("bot", 24 * 60 - 2, "of a bot"),
    list("bot", 24 * 60 + 2, "of a bot, after midnight"),
  ];
  const mined = await mine({
    products: ["of a bot", "of a bot, after midnight", "seen"].map((sku) => named(sku)),
    events: [[...bot, list("shopper", 0, "seen")]],
    config: { ...allThrough, bots: { searches: 2 } },
  });
  assert.deepEqual(productsOf(mined), {
    "of a bot": "neverSeen",
    "of a bot, after midnight": "neverSeen",
    seen: "neverBought",
  });
});

test("the rule that cut most of a product's pairs is named, of co-buys too; one kept pair is enough", async () => {
  const products = ["often", "once", "other"].map((sku) => named(sku));
  const mined = await mine({
    products,
    events: [
      [
        ...searched("a", "one", ["purchase", "often"]),
        ...searched("b", "two", ["purchase", "often"]),
        ...searched("c", "three", ["click", "other"], ["purchase", "often"], ["purchase", "other"]),
      ],
    ],
    config: {
      ...{ queryGate: { customers: 1 }, searchBuy: { clickRateLow: 0.01, purchaseRateLow: 0 } },
      coBuy: { minimumCount: 2 },
    },
  });
  assert.deepEqual(productsOf(mined), {
    often: "cut clickRate",
    once: "neverSeen",
    other: "kept",
  });
});

test("variants fare as the one that they are counted as; what a sku named before is superseded", async () => {
  const products = [
    named("small", { parent: "tents" }),
    named("large", { parent: "tents" }),
    named("reused", { id: "default/reused", validTo: Date.UTC(2020, 0, 1) }),
    named("reused", {
      id: "default/reused@2",
      epoch: 2,
      productType: "reused again",
      validFrom: Date.UTC(2020, 0, 1),
    }),
  ];
  const mined = await mine({
    products,
    events: [searched("a", "tent", ["click", "small"], ["purchase", "small"])],
    config: allThrough,
  });
  assert.deepEqual(productsOf(mined), {
    small: "kept",
    large: "kept",
    reused: "superseded",
    "reused again": "neverSeen",
  });
  assert.deepEqual(mined.uncoveredProducts, [
    { product: "default/reused@2", outcome: "neverSeen", rule: null },
  ]);
});

test("queries are counted by what became of them, by number and by searches", async () => {
  const products = [named("tent"), named("lamp")];
  const events = [
    ...searched("a", "kept", ["click", "tent"], ["purchase", "tent"]),
    ...searched("b", "kept"),
    ...searched("c", "cut", ["click", "lamp"], ["purchase", "tent"]),
    ...searched("d", "nothing bought", ["click", "lamp"]),
    ...searched("e", "nothing bought"),
    ...searched("f", "nothing bought"),
    ...searched("g", "mail me at ann@example.com", ["click", "tent"], ["purchase", "tent"]),
  ];
  const { queryCoverage, uncoveredQueries } = await mine({
    products,
    events: [events],
    config: { queryGate: { customers: 1 }, searchBuy: { clickRateLow: 0.01, purchaseRateLow: 0 } },
  });
  assert.deepEqual(queryCoverage, [
    { outcome: "cut", rule: "clickRate", queries: 1, searches: 1 },
    { outcome: "kept", rule: null, queries: 1, searches: 2 },
    { outcome: "noPurchase", rule: null, queries: 1, searches: 3 },
    { outcome: "stopped", rule: "personalData", queries: 1, searches: 1 },
  ]);
  const id = (text: string): string => queryId("default", "en-US", text);
  const told = uncoveredQueries.map(({ query, outcome, searches }) => [query, outcome, searches]);
  assert.deepEqual(
    told.toSorted(),
    [
      [id("cut"), "cut", 1],
      [id("nothing bought"), "noPurchase", 3],
    ].toSorted(),
  );
});

const skus = ["p0", "p1", "p2", "p3", "p4", "p5", "p6"];
const someEvent = fc.record({
  kind: fc.constantFrom<EventKind>("search", "impression", "click", "cart", "purchase", "return"),
  minutes: fc.nat(60),
  session: fc.option(fc.constantFrom("s0", "s1", "s2", "s3")),
  customer: fc.option(fc.constantFrom("c0", "c1")),
  query: fc.constantFrom("tent", "lamp", "ann@example.com", "  "),
  sku: fc.constantFrom(...skus, "unknown"),
});
const someProduct = fc.record({
  parent: fc.option(fc.constantFrom("one", "two")),
  productType: fc.option(fc.constantFrom("tent", "lamp")),
  domain: fc.constantFrom("Outdoor", "Home"),
});

test("whatever the log, all products and all queries add up, and covered is what is in kept pairs", async () => {
  const log = fc.record({
    products: fc.array(someProduct, { minLength: 1, maxLength: skus.length }),
    events: fc.array(someEvent, { maxLength: 60 }),
    gate: fc.constantFrom(1, 2),
    purchaseRateLow: fc.constantFrom(0, 0.1),
    maximumBasket: fc.constantFrom(2, 50),
  });
  await fc.assert(
    fc.asyncProperty(log, async ({ products, events, gate, purchaseRateLow, maximumBasket }) => {
      const mined = await mine({
        products: products.map((details, place) => product(skus[place] ?? "", details)),
        events: [
          events.map(({ kind, minutes, query, sku, ...who }) =>
            happened(kind, minutes, {
              ...who,
              ...(kind === "search" ? { query } : { product: sku }),
            }),
          ),
        ],
        config: {
          queryGate: { customers: gate },
          searchBuy: { clickRateLow: 0, purchaseRateLow },
          coBuy: { maximumBasket },
        },
      });
      assert.equal(sum(mined.productCoverage.map((row) => row.products)), products.length);

      const heads = new Set(mined.pairs.flatMap(({ headA, headB }) => [headA, headB]));
      const familyOf = ({ parent }: (typeof products)[number], place: number): string =>
        parent ?? `alone ${place}`;
      const covered = new Set(
        products.flatMap((one, place) =>
          heads.has(`default/${skus[place]}`) ? [familyOf(one, place)] : [],
        ),
      );
      const kept = mined.productCoverage.filter(({ outcome }) => outcome === "kept");
      assert.equal(
        sum(kept.map((row) => row.products)),
        products.filter((one, place) => covered.has(familyOf(one, place))).length,
      );

      assert.deepEqual(
        mined.uncoveredProducts.map((row) => row.product),
        products.flatMap((one, place) =>
          covered.has(familyOf(one, place)) ? [] : [`default/${skus[place]}`],
        ),
      );

      const { queries, searchBuy } = mined.funnel;
      const passed = mined.queryCoverage.filter(({ outcome }) => outcome !== "stopped");
      assert.equal(sum(mined.queryCoverage.map((row) => row.queries)), queries?.rowsIn);
      assert.equal(sum(passed.map((row) => row.queries)), mined.queries.length);
      assert.equal(
        sum(passed.map((row) => row.searches)),
        sum(mined.queries.map(({ searches }) => searches)),
      );
      const queriesWithPairs = mined.queries.filter(({ id }) => heads.has(id));
      const keptQueries = mined.queryCoverage.filter(({ outcome }) => outcome === "kept");
      assert.equal(sum(keptQueries.map((row) => row.queries)), queriesWithPairs.length);
      assert.equal(mined.uncoveredQueries.length, mined.queries.length - queriesWithPairs.length);

      const counted = mined.distributions.filter(
        ({ subject, measure }) => subject === "searchBuy" && measure === "lift",
      );
      assert.equal(sum(counted.map(({ times }) => times)), searchBuy?.rowsIn);
    }),
    { numRuns: 8, seed: 1 },
  );
});
