import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { marketShops } from "./market-shop.ts";
import type { Shop } from "./shop.ts";
import { readSmallShop } from "./shop-for-tests.ts";

const shop = await readSmallShop();

/** How the other site says these titles. */
function saidElsewhere(titles: readonly string[]): readonly string[] {
  const [product] = shop.products;
  assert.ok(product);
  const told: Shop = { ...shop, products: titles.map((title) => ({ ...product, title })) };
  const [, elsewhere] = marketShops(told, 3 * titles.length, 1);
  return elsewhere?.products.slice(0, titles.length).map(({ title }) => title) ?? [];
}

test("as it is written, the shop sells on its own site, in its own words", () => {
  const [home, ...others] = marketShops(shop, null, 1);
  assert.deepEqual(others, []);
  assert.equal(home?.market.site, "small");
  assert.deepEqual(home?.products, shop.products);
  assert.deepEqual(home?.needs, shop.needs);
});

test("grown, it sells on every market by its share", () => {
  const [home, elsewhere] = marketShops(shop, 300, 1);
  assert.deepEqual([home?.products.length, elsewhere?.products.length], [200, 100]);
  assert.deepEqual([home?.market.locale, elsewhere?.market.locale], ["en-US", "en-GB"]);
  assert.deepEqual([home?.market.currency, elsewhere?.market.currency], ["USD", "GBP"]);
});

test("all sites together have as many products as asked for, and a site without any is none", () => {
  const [market] = shop.growth.markets;
  assert.ok(market);
  const third = { ...market, site: "small-ca", share: 0.15 };
  const worldwide = { ...shop, growth: { ...shop.growth, markets: [market, third] } };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
      const counts = marketShops(worldwide, count, 1).map(({ products }) => products.length);
      assert.equal(
        counts.reduce((sum, one) => sum + one, 0),
        count,
      );
      assert.ok(!counts.includes(0));
    }),
    { numRuns: 30 },
  );
});

test("prices are changed by the rate, to the cent", () => {
  const [home, elsewhere] = marketShops(shop, 300, 1);
  for (const [index, { sku }] of shop.products.entries()) {
    const [here, there] = [home?.products[index], elsewhere?.products[index]];
    assert.deepEqual([here?.sku, there?.sku], [sku, sku]);
    assert.equal(there?.price, Math.round((here?.price ?? 0) * 80) / 100);
  }
});

test("whole words are said as people there say them, with capital letter and plural", () => {
  const said = {
    "Soft Diapers and one diaper more": "Soft Nappies and one nappy more",
    "flashlight or Flashlight": "torch or Torch",
    "Tire inflator for the tired, entire tires": "Tyre inflator for the tired, entire tyres",
    "no such word": "no such word",
  };
  const titles = Object.keys(said);
  assert.deepEqual(saidElsewhere(titles), Object.values(said));
});

test("needs are typed in the words of the site, and are the same needs", () => {
  const [need, ...others] = shop.needs;
  assert.ok(need);
  const text = "diapers for the night";
  const asked: Shop = {
    ...shop,
    needs: [{ ...need, queries: [{ text, kind: "broad", type: null }] }, ...others],
  };
  const [home, elsewhere] = marketShops(asked, 300, 1);
  const firstQuery = (market: typeof home) => market?.needs[0]?.queries[0]?.text;
  assert.equal(firstQuery(home), text);
  assert.equal(firstQuery(elsewhere), "nappies for the night");
  assert.deepEqual(
    elsewhere?.needs.map(({ id }) => id),
    asked.needs.map(({ id }) => id),
  );
});
