import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import { countsOf, happened, mine, product } from "./mining-fixture.ts";

const skus = Array.from({ length: 40 }, (_, index) => `p${index}`);
const products = skus.map((sku) => product(sku));

/** Each product is bought once in 240 searches; the first one in forty of them. */
const events: readonly ShopEvent[] = Array.from({ length: 240 }, (_, index) => {
  const session = `s${index}`;
  const sku = skus[index] ?? (index < 80 ? "p0" : undefined);
  return [
    happened("search", 0, { session, query: "gift" }),
    ...(sku === undefined
      ? []
      : [
          happened("click", 1, { session, product: sku }),
          happened("purchase", 2, { session, product: sku }),
        ]),
  ];
}).flat();

const minedWith = (share: number, more: readonly ShopEvent[] = [], customers = 1) =>
  mine({
    products,
    events: [[...events, ...more]],
    config: {
      queryGate: { customers },
      searchBuy: { clickRateLow: 0.01, perQuery: 1 },
      lowEngagement: { share },
    },
  });

test("of the pairs that their rates stop a share is kept and marked, whatever the quota", async () => {
  const none = await minedWith(0);
  assert.deepEqual(countsOf(none), { "gift > p0": 41 });
  const some = await minedWith(0.5);
  const kept = some.pairs.filter(({ keptFor }) => keptFor === "lowEngagement");
  assert.ok(kept.length > 10 && kept.length < 30, `${kept.length} of 39`);
  assert.equal(some.pairs.length, kept.length + 1);
  assert.deepEqual(some.funnel["searchBuy"]?.dropped, { clickRate: 39 - kept.length });
  assert.equal((await minedWith(1)).pairs.length, 40);
});

test("a larger share keeps what a smaller one kept", async () => {
  const headsAt = async (share: number) => new Set(Object.keys(countsOf(await minedWith(share))));
  const [few, many] = [await headsAt(0.2), await headsAt(0.4)];
  assert.ok(few.size > 1 && many.size > few.size);
  assert.ok(few.isSubsetOf(many));
});

test("no share opens the gate", async () => {
  const mined = await minedWith(1, [], 1000);
  assert.deepEqual(mined.pairs, []);
  assert.deepEqual(mined.funnel["searchBuy"]?.dropped, { fewCustomers: 40 });
});
