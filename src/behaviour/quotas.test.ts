import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import { allThrough, countsOf, happened, mine, product } from "./mining-fixture.ts";

const typed = (skus: string, productType: string | null) =>
  [...skus].map((sku) => product(sku, { productType }));

let sessionCount = 0;

const baskets = (...all: readonly string[]): readonly ShopEvent[] =>
  all.flatMap((skus) => {
    const session = `basket ${++sessionCount}`;
    return [...skus].map((sku) => happened("purchase", 0, { session, product: sku }));
  });

/** A session with one search, after which one product is clicked and bought. */
const bought = (query: string, skus: string): readonly ShopEvent[] =>
  [...skus].flatMap((sku) => {
    const session = `search ${++sessionCount}`;
    return [
      happened("search", 0, { session, query }),
      happened("click", 1, { session, product: sku }),
      happened("purchase", 2, { session, product: sku }),
    ];
  });

test("products first: of each type those that most people clicked or bought, counted by parent", async () => {
  const products = [
    product("a", { productType: "tent", parent: "p" }),
    product("b", { productType: "tent", parent: "p" }),
    ...typed("cd", "tent"),
    ...typed("x", "lamp"),
    ...typed("mn", null),
  ];
  const clicked = (sku: string, ...sessions: readonly (string | null)[]) =>
    sessions.map((session) => happened("click", 0, { session, product: sku }));
  // Four people for a and its variant, most of whom clicked and bought; five for c; three for d, one again and again.
  const events = [
    ...bought("camping", "aabcmnd"),
    ...clicked("a", null),
    ...clicked("c", "one", "two", "three", "four"),
    ...clicked("d", "one", "one", "one", "one", "one", "one"),
    ...baskets("xm", "ad"),
  ];
  const config = { ...allThrough, products: { perType: 1 } };
  const mined = await mine({ products, events: [events], config });
  assert.deepEqual(countsOf(mined), {
    "camping > c": 1,
    "camping > m": 1,
    "camping > n": 1,
    "m + x": 1,
  });
  assert.deepEqual(mined.funnel["coBuy"]?.dropped, { productQuota: 1 });
  assert.deepEqual(mined.funnel["searchBuy"]?.dropped, { productQuota: 2 });
  assert.deepEqual(mined.samples["productQuota"]?.toSorted(), [
    "camping > default/a: bought after 3 of 7 searches, lift 1.0",
    "camping > default/d: bought after 1 of 7 searches, lift 1.0",
    "default/a and default/d: 1 times, lift 1.125",
  ]);
});

test("a co-buy needs one product within the quota", async () => {
  const products = [...typed("ab", "tent"), ...typed("xy", "lamp")];
  const events = [baskets("ax", "ay", "bx", "by", "a", "x")];
  const config = { ...allThrough, products: { perType: 1 } };
  const mined = await mine({ products, events, config });
  assert.deepEqual(countsOf(mined), { "a + x": 1, "a + y": 1, "b + x": 1 });
});

test("of the pairs of two types the strongest are kept, with those of other types and of none", async () => {
  const products = [...typed("abc", "tent"), ...typed("xyz", "lamp"), ...typed("0n", null)];
  const events = [
    baskets("ax", "ax", "ax", "by", "by", "cz", "ab", "an", "bn", "cn", "0a", "0b", "0c"),
  ];
  const config = { ...allThrough, coBuy: { perTypePair: 2, minimumLift: 0 } };
  const mined = await mine({ products, events, config });
  assert.deepEqual(countsOf(mined), {
    "0 + a": 1,
    "0 + b": 1,
    "0 + c": 1,
    "a + b": 1,
    "a + n": 1,
    "a + x": 3,
    "b + n": 1,
    "b + y": 2,
    "c + n": 1,
  });
  assert.deepEqual(mined.funnel["coBuy"]?.dropped, { typePairQuota: 1 });
  assert.deepEqual(mined.samples["typePairQuota"], [
    "default/c and default/z: lamp and tent, 1 times, lift 4.333",
  ]);
});

test("a pair that another rule stops takes no place in the quota; ties go by id", async () => {
  const products = [...typed("abc", "tent"), ...typed("xyz", "lamp")];
  const events = [baskets("ax", "ax", "by", "cz")];
  const config = { ...allThrough, coBuy: { perTypePair: 1, minimumLift: 3 } };
  const mined = await mine({ products, events, config });
  assert.deepEqual(mined.funnel["coBuy"]?.dropped, { belowChance: 1, typePairQuota: 1 });
  assert.deepEqual(countsOf(mined), { "b + y": 1 });
});

test("a query says how broad it is, and a broad one keeps more pairs", async () => {
  const products = [...typed("abc", "tent"), ...typed("xy", "lamp"), ...typed("n", null)];
  const events = [
    ...bought("tent", "aabbbc"),
    ...bought("camping", "aabxxyn"),
    ...bought("n", "n"),
  ];
  const searchBuy = { ...allThrough.searchBuy, perQuery: 1 };
  const mined = await mine({ products, events: [events], config: { ...allThrough, searchBuy } });
  const entropies = mined.queries.map(({ text, typeEntropy }) => [text, typeEntropy]);
  assert.deepEqual(Object.fromEntries(entropies), {
    tent: 0,
    camping: Number(Math.log(2).toFixed(6)),
    n: null,
  });
  assert.deepEqual(countsOf(mined), {
    "camping > x": 2,
    "camping > y": 1,
    "n > n": 1,
    "tent > b": 3,
  });
  assert.deepEqual(mined.funnel["searchBuy"]?.dropped, { queryQuota: 5 });
  assert.ok(
    mined.samples["queryQuota"]?.includes(
      "tent > default/c: bought after 1 of 6 searches, lift 2.333",
    ),
  );
});
