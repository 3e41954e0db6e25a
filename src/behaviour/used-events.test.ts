import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import type { Product } from "../domain/tables/products.ts";
import { allThrough, countsOf, happened, mine, product } from "./mining-fixture.ts";

const products = ["a", "b"].map((sku) => product(sku));

/** A basket of ann's with a and b; what is returned later takes the pair away. */
async function coBuysAfter(quantity: number | null, ...returns: readonly Partial<ShopEvent>[]) {
  const basket = { session: "basket", customer: "ann" };
  return countsOf(
    await mine({
      products,
      events: [
        [
          happened("purchase", 10, { ...basket, product: "a", quantity }),
          happened("purchase", 10, { ...basket, product: "b", quantity: 1 }),
          ...returns.map((details) =>
            happened("return", 9999, {
              session: "another",
              customer: "ann",
              product: "a",
              ...details,
            }),
          ),
        ],
      ],
      config: allThrough,
    }),
  );
}

test("what the customer brought back was not bought", async () => {
  assert.deepEqual(await coBuysAfter(1), { "a + b": 1 });
  assert.deepEqual(await coBuysAfter(1, { quantity: 1 }), {});
  assert.deepEqual(await coBuysAfter(null, { quantity: 1 }), {});
  assert.deepEqual(await coBuysAfter(6, {}), {});
});

test("some of six may come back, all six may not", async () => {
  assert.deepEqual(await coBuysAfter(6, { quantity: 2 }, { quantity: 3 }), { "a + b": 1 });
  assert.deepEqual(await coBuysAfter(6, { quantity: 2 }, { quantity: 4 }), {});
});

test("a return by somebody else, of something else or before the purchase takes nothing away", async () => {
  assert.deepEqual(
    await coBuysAfter(
      1,
      { quantity: 1, customer: "bob", session: "bob's" },
      { quantity: 1, product: "c" },
      { quantity: 1, time: 0 },
    ),
    { "a + b": 1 },
  );
});

test("a return in the session of an unknown customer is theirs", async () => {
  const mined = await mine({
    products,
    events: [
      [
        happened("purchase", 0, { product: "a" }),
        happened("purchase", 0, { product: "b" }),
        happened("return", 1, { product: "a" }),
      ],
    ],
  });
  assert.deepEqual(mined.pairs, []);
  assert.deepEqual(mined.funnel["purchases"], {
    group: "purchases",
    rowsIn: 2,
    dropped: { returned: 1 },
    rowsOut: 1,
  });
  assert.deepEqual(mined.samples["returned"], ["default/a bought in 2026-01"]);
});

test("products that the catalogue lacks are counted and not mined", async () => {
  const mined = await mine({
    products,
    events: [
      [happened("purchase", 0, { product: "a" }), happened("purchase", 0, { product: "x" })],
    ],
  });
  assert.deepEqual(mined.pairs, []);
  assert.deepEqual(mined.funnel["events"]?.dropped, { unknownProduct: 1 });
  assert.deepEqual(mined.samples["unknownProduct"], ["default/x"]);
});

test("an event that two imports hold is one event", async () => {
  const a = happened("purchase", 0, { product: "a" });
  const b = happened("purchase", 0, { product: "b" });
  const again = { ...b, time: b.time + 1, session: "the wrong one" };
  const mined = await mine({
    products,
    events: [[a, b], [again], [a]],
    config: allThrough,
  });
  assert.deepEqual(countsOf(mined), { "a + b": 1 });
  assert.deepEqual(mined.funnel["events"]?.dropped, { repeated: 2 });
});

test("a sku means the product that it named at the time, where dates say so", async () => {
  const june = Date.UTC(2026, 5, 1);
  const headsOf = async (first: Partial<Product>, second: Partial<Product>, time: number) => {
    const { pairs } = await mine({
      products: [
        product("a", first),
        product("b"),
        product("a", { id: "default/a@2", epoch: 2, ...second }),
      ],
      events: [
        [
          happened("purchase", 0, { product: "a", time }),
          happened("purchase", 0, { product: "b", time }),
        ],
      ],
    });
    return pairs.map(({ headA }) => headA);
  };
  const [before, after] = [june - 1, june];
  const [ends, begins] = [{ validTo: june }, { validFrom: june }];
  assert.deepEqual(await headsOf(ends, begins, before), ["default/a"]);
  assert.deepEqual(await headsOf(ends, begins, after), ["default/a@2"]);
  assert.deepEqual(await headsOf({}, begins, before), ["default/a"]);
  assert.deepEqual(await headsOf(ends, {}, before), ["default/a@2"], "the second may have begun");
  assert.deepEqual(await headsOf(begins, begins, before), ["default/a@2"], "none: the latest");
});

test("a site whose products have another site is named, and not blamed for clicks", async () => {
  const { notices } = await mine({
    products,
    events: [
      [
        happened("search", 0, { site: "app", query: "tent" }),
        happened("click", 1, { site: "app", product: "a" }),
      ],
    ],
  });
  assert.match(notices.join("\n"), /^No product of site app is in the catalogue.*site: app/);
  assert.doesNotMatch(notices.join("\n"), /No clicks/);
});

test("a sku means its latest epoch", async () => {
  const mined = await mine({
    products: [...products, product("a", { id: "default/a@2", epoch: 2 })],
    events: [
      [happened("purchase", 0, { product: "a" }), happened("purchase", 0, { product: "b" })],
    ],
  });
  assert.deepEqual(
    mined.pairs.map(({ headA, headB }) => [headA, headB]),
    [["default/a@2", "default/b"]],
  );
});
