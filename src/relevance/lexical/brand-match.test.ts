import assert from "node:assert/strict";
import { test } from "node:test";
import { brandMatch, brandOf, knownBrands } from "./brand-match.ts";
import { readProduct } from "./read-product.ts";

const productOf = (title: string, brand: string | null) =>
  readProduct({ title, brand, description: null, bullets: null, colour: null });
const known = knownBrands([
  productOf("Rain coat", "North Ridge"),
  productOf("Acme Anvil", null),
  productOf("12 Cups", null),
]);
const matchOf = (query: string, title: string, brand: string | null) => {
  const product = productOf(title, brand);
  return brandMatch(new Set(query.split(" ")), brandOf(product), new Set(product.body), known);
};

test("a brand is what the shop says, or what the title starts with", () => {
  assert.deepEqual(brandOf(productOf("Acme Anvil", "Ridge")), ["ridge"]);
  assert.deepEqual(brandOf(productOf("Acme Anvil", null)), ["acme"]);
});

test("the product's brand is named as far as its words are", () => {
  assert.deepEqual(matchOf("north ridge coat", "Coat", "North Ridge"), {
    named: 1,
    otherNamed: 0,
  });
  assert.deepEqual(matchOf("north coat", "Coat", "North Ridge"), { named: 0.5, otherNamed: 0 });
});

test("another brand is named if all its words are and the product has none of them", () => {
  assert.deepEqual(matchOf("north ridge coat", "Coat", "Acme"), { named: 0, otherNamed: 1 });
  assert.deepEqual(matchOf("north coat", "Coat", "Acme"), { named: 0, otherNamed: 0 });
  assert.equal(matchOf("acme anvil", "Acme style anvil", "Ridge").otherNamed, 0);
});

test("a number at the start of a title is no brand", () => {
  assert.equal(known.has("12"), false);
});
