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
    "camping > default/a: bought after 3 of 7 searches, lift 1",
    "camping > default/d: bought after 1 of 7 searches, lift 1",
    "default/a and default/d: times: 1, lift 1.125",
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
    "default/c and default/z: lamp and tent, times: 1, lift 4.333",
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

test("of a site's pairs that nothing else stops the share of the strongest is kept, one at least; ties go by id", async () => {
  const products = [
    ...typed("abcxyz", null),
    ...["m", "n"].map((sku) => product(sku, { site: "other", id: `other/${sku}` })),
  ];
  const other = baskets("mn").map((event) => ({ ...event, site: "other" }));
  // ab goes with nothing else; bx is below chance, and so is not counted.
  const events = [[...baskets("ab", "ab", "ab", "ab", "bx", "x", "x", "x", "cy", "cz"), ...other]];
  const kept = async (strongest: number | null, more = {}) => {
    const coBuy = { minimumLift: 1, strongest, ...more };
    const mined = await mine({ products, events, config: { ...allThrough, coBuy } });
    const { belowChance, ...dropped } = mined.funnel["coBuy"]?.dropped ?? {};
    assert.equal(belowChance, 1);
    return { pairs: Object.keys(countsOf(mined)), dropped, samples: mined.samples };
  };
  const all = ["a + b", "c + y", "c + z"];
  const elsewhere = "other/m + other/n";
  const ofAll = await kept(1);
  assert.deepEqual([ofAll.pairs, ofAll.dropped], [[...all, elsewhere], {}]);
  const half = await kept(0.5);
  assert.deepEqual(
    [half.pairs, half.dropped],
    [["a + b", "c + y", elsewhere], { belowStrongest: 1 }],
  );
  const least = await kept(0.01);
  assert.deepEqual([least.pairs, least.dropped], [["a + b", elsewhere], { belowStrongest: 2 }]);
  assert.deepEqual(least.samples["belowStrongest"]?.toSorted(), [
    "default/c and default/y: strength 3.729, times: 1, lift 5",
    "default/c and default/z: strength 3.729, times: 1, lift 5",
  ]);
});

test("the share is of what the quota of two types leaves, and what was selected before stays", async () => {
  const products = [...typed("abc", "tent"), ...typed("xyz", "lamp"), ...typed("n", null)];
  const events = [baskets("ax", "ax", "ax", "by", "by", "cz", "an")];
  const coBuy = { minimumLift: 0, perTypePair: 2, strongest: 0.5 };
  const config = { ...allThrough, coBuy };
  const mined = await mine({ products, events, config });
  assert.deepEqual(mined.funnel["coBuy"]?.dropped, { typePairQuota: 1, belowStrongest: 1 });
  assert.deepEqual(countsOf(mined), { "b + y": 2, "c + z": 1 });
  const { pairs: selectedPairs } = await mine({ products, events, config: allThrough });
  const kept = await mine({ products, events, config, selectedPairs });
  assert.deepEqual(
    kept.pairs.map(({ keptFor }) => keptFor).toSorted(),
    [null, null, "selectedBefore", "selectedBefore"].toSorted(),
  );
});
