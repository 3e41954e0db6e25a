import assert from "node:assert/strict";
import { test } from "node:test";
import { happened, mine, product } from "./mining-fixture.ts";

const skus = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `p${index}`);

const basketOf = (count: number) => ({
  products: skus(count).map((sku) => product(sku)),
  events: [skus(count).map((sku) => happened("purchase", 0, { product: sku }))],
});

test("where no product has a category, a limit on their distance is said to cut nothing", async () => {
  const limited = { coBuy: { maximumCategoryDistance: 2 } };
  const told = /No product bought at default has a category: .*maximum-category-distance/;
  assert.match((await mine({ ...basketOf(2), config: limited })).notices.join(), told);
  assert.doesNotMatch((await mine(basketOf(2))).notices.join(), told);
  const { events } = basketOf(2);
  const products = skus(2).map((sku) => product(sku, { categoryPath: ["Outdoors"] }));
  assert.doesNotMatch((await mine({ products, events, config: limited })).notices.join(), told);
});

test("very many co-buys of one basket each are told, with the settings that keep those of more", async () => {
  const config = { coBuy: { maximumBasket: 200 } };
  const { notices } = await mine({ ...basketOf(142), config });
  assert.match(
    notices.join("\n"),
    /10,011 co-buy pairs are kept, 10,011 of them on the evidence of one basket.*strongest: 0\.01.*minimum-count: 2/,
  );
  assert.doesNotMatch((await mine({ ...basketOf(141), config })).notices.join(), /co-buy pairs/);
});
