import assert from "node:assert/strict";
import { test } from "node:test";
import { pairId } from "../domain/ids.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import type { Product } from "../domain/tables/products.ts";
import { allThrough, countsOf, happened, mine, minute, product } from "./mining-fixture.ts";

const products = ["a", "b", "c", "d"].map((sku) => product(sku));

let basketCount = 0;

function basket(skus: string | readonly string[], session = `basket ${++basketCount}`) {
  return [...skus].map((sku, index) => happened("purchase", index, { session, product: sku }));
}

const baskets = (...all: readonly string[]): readonly ShopEvent[] =>
  all.flatMap((skus) => basket(skus));

test("products of one basket are pairs, in order of id, once per basket", async () => {
  const mined = await mine({
    products,
    events: [baskets("ba", "abba", "c")],
    config: allThrough,
  });
  assert.deepEqual(countsOf(mined), { "a + b": 2 });
});

test("a pair tells its counts, people, months, times and lift", async () => {
  const day = 24 * 60;
  const bought = (session: string, customer: string, minutes: number, sku: string): ShopEvent =>
    happened("purchase", minutes, { session, customer, product: sku });
  const { pairs } = await mine({
    products,
    events: [
      [
        bought("1", "ann", 0, "a"),
        bought("1", "ann", 5, "b"),
        bought("2", "ann", day - 1, "b"),
        bought("2", "ann", day, "a"),
        bought("3", "bob", day, "a"),
        bought("4", "bob", day, "c"),
        bought("5", "bob", day, "c"),
      ],
    ],
    config: allThrough,
  });
  assert.deepEqual(pairs, [
    {
      id: pairId("coBuy", "default/a", "default/b"),
      behaviour: "coBuy",
      headA: "default/a",
      headB: "default/b",
      count: 2,
      customers: 1,
      clicks: null,
      searches: null,
      clickRateLow: null,
      purchaseRateLow: null,
      // a in three of five baskets, b in two: 6/5 would be by chance.
      lift: (2 * 5) / (3 * 2),
      // ln(5/3), by 2/3 for the pair and 2/3 for b.
      pmi: 0.227034,
      // 2 (2 ln(2/1.2) + ln(1/1.8) + 2 ln(2/1.2)): both, a alone, neither.
      logLikelihoodRatio: 2.911032,
      keptFor: null,
      byMonth: { "2026-01": 1, "2026-02": 1 },
      firstSeen: minute(5),
      lastSeen: minute(day),
    },
  ]);
});

test("two variants of one parent are no pair, and stand for one product beside others", async () => {
  const mined = await mine({
    products: [product("a"), product("b", { parent: "p" }), product("c", { parent: "p" })],
    events: [baskets("bc", "abc", "ac")],
    config: allThrough,
  });
  assert.deepEqual(countsOf(mined), { "a + b": 2 });
  assert.deepEqual(mined.funnel["coBuy"]?.dropped, { sameParent: 1 });
  assert.deepEqual(mined.samples["sameParent"], ["default/b and default/c"]);
});

test("a basket beyond the cap is left out and counted in lines", async () => {
  const mined = await mine({
    products,
    events: [baskets("abc", "abcd")],
    config: { ...allThrough, coBuy: { maximumBasket: 3 } },
  });
  assert.deepEqual(countsOf(mined), { "a + b": 1, "a + c": 1, "b + c": 1 });
  assert.deepEqual(mined.funnel["basketLines"], {
    group: "basketLines",
    rowsIn: 7,
    dropped: { maximumBasket: 4 },
    rowsOut: 3,
  });
});

test("purchases without a session make no co-buy, and are counted", async () => {
  const customer = { session: null, customer: "ann" };
  const mined = await mine({
    products,
    events: [
      [
        happened("purchase", 0, { ...customer, product: "a" }),
        happened("purchase", 0, { ...customer, product: "b" }),
      ],
    ],
    config: allThrough,
  });
  assert.deepEqual(mined.pairs, []);
  assert.deepEqual(mined.funnel["basketLines"]?.dropped, { noSession: 2 });
});

test("fewer baskets than chance would give, or than asked for, drop a pair", async () => {
  // a and b in four of five baskets each, together in three where 3.2 are expected.
  const events = [baskets("ab", "ab", "ab", "a", "b", "cd")];
  const mined = await mine({ products, events });
  assert.deepEqual(countsOf(mined), { "c + d": 1, "a + b": 3 });
  const alone = await mine({ products, events: [baskets("ab", "ab", "ab", "a", "b")] });
  assert.deepEqual(countsOf(alone), {});
  assert.deepEqual(alone.funnel["coBuy"]?.dropped, { belowChance: 1 });
  const often = await mine({ products, events, config: { coBuy: { minimumCount: 2 } } });
  assert.deepEqual(countsOf(often), { "a + b": 3 });
  assert.deepEqual(often.funnel["coBuy"]?.dropped, { minimumCount: 1 });
});

/** Ten types with two products that are bought together ten times; a bag goes twice with each type. */
function shopWithBag(typeOf: (type: string) => string | null) {
  const types = [..."0123456789"];
  const stock: readonly Product[] = [
    product("bag", { productType: typeOf("bag") }),
    ...types.flatMap((type) =>
      ["x", "y"].map((name) => product(`${name}${type}`, { productType: typeOf(type) })),
    ),
  ];
  const events = types.flatMap((type) => [
    ...Array.from({ length: 10 }, () => basket([`x${type}`, `y${type}`])).flat(),
    ...Array.from({ length: 2 }, () => basket(["bag", `x${type}`])).flat(),
  ]);
  const config = { coBuy: { minimumLift: 0, randomCoPurchase: { minimumBaskets: 10 } } };
  return { products: stock, events: [events], config };
}

test("what is bought with every type is a random co-purchase; what keeps to its type is not", async () => {
  const mined = await mine(shopWithBag((type) => type));
  assert.deepEqual(mined.funnel["coBuy"], {
    group: "coBuy",
    rowsIn: 20,
    dropped: { randomCoPurchase: 10 },
    rowsOut: 10,
  });
  assert.ok(mined.pairs.every(({ headA }) => headA !== "default/bag"));
});

test("without product types nobody can tell, and a notice says so", async () => {
  const mined = await mine(shopWithBag((type) => (type === "bag" ? type : null)));
  assert.equal(mined.pairs.length, 20);
  assert.match(mined.notices.join(), /Most products bought at default have no product type/);
});
