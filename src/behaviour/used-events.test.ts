import assert from "node:assert/strict";
import { test } from "node:test";
import type { Product } from "../domain/tables/products.ts";
import { countsOfEach, type SmallLog } from "./mine-each-for-tests.ts";
import { allThrough, countsOf, happened, mine, product } from "./mining-fixture.ts";

const products = ["a", "b"].map((sku) => product(sku));

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
  const bothAt = (time: number, first: Partial<Product>, second: Partial<Product>): SmallLog => ({
    products: [
      product("a", first),
      product("b"),
      product("a", { id: "default/a@2", epoch: 2, ...second }),
    ],
    events: ["a", "b"].map((sku) => happened("purchase", 0, { product: sku, time })),
  });
  const [before, after] = [june - 1, june];
  const [ends, begins] = [{ validTo: june }, { validFrom: june }];
  const logs = {
    "it was the first": bothAt(before, ends, begins),
    "it is the second": bothAt(after, ends, begins),
    "the second began": bothAt(before, {}, begins),
    "the second may have begun": bothAt(before, ends, {}),
    "none: the latest": bothAt(before, begins, begins),
  };
  const counts = await countsOfEach(Object.values(logs), allThrough);
  assert.deepEqual(
    Object.fromEntries(Object.keys(logs).map((name, place) => [name, counts[place]])),
    {
      "it was the first": { "a + b": 1 },
      "it is the second": { "a@2 + b": 1 },
      "the second began": { "a + b": 1 },
      "the second may have begun": { "a@2 + b": 1 },
      "none: the latest": { "a@2 + b": 1 },
    },
  );
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
