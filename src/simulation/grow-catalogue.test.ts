import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { growCatalogue } from "./grow-catalogue.ts";
import { type ShopProduct, servesNeed } from "./shop.ts";
import { readSmallShop } from "./shop-for-tests.ts";

const shop = await readSmallShop();
const own = new Set(shop.products);
const grown = growCatalogue(shop, 400, 1, 0);
const added = grown.filter((product) => !own.has(product));

const needsOf = (product: Pick<ShopProduct, "type" | "attributes">): readonly string[] =>
  shop.needs.filter((need) => servesNeed(need, product)).map(({ id }) => id);

const attributesWithout = (
  { attributes }: Pick<ShopProduct, "attributes">,
  left: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !left.includes(name)));

/** The shop's own products that differ in nothing but brand, variants and names. */
const modelsOf = ({ type, attributes, variants }: ShopProduct): readonly ShopProduct[] => {
  const free = ["brand", ...Object.keys(variants)];
  const fixed = JSON.stringify(attributesWithout({ attributes }, free));
  return shop.products.filter(
    (model) => model.type === type && JSON.stringify(attributesWithout(model, free)) === fixed,
  );
};

test("there are as many products as asked for, the shop's own first, in its order", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (count, seed) => {
      const products = growCatalogue(shop, count, seed, 0);
      assert.equal(products.length, count);
      const taken = products.slice(0, shop.products.length);
      assert.deepEqual(
        taken,
        shop.products.filter((product) => taken.includes(product)),
      );
    }),
    { numRuns: 30 },
  );
});

test("every grown product serves exactly the needs of the one that stood model", () => {
  for (const product of added) {
    const models = modelsOf(product);
    assert.ok(models.length > 0, product.title);
    for (const model of models) assert.deepEqual(needsOf(product), needsOf(model), product.title);
  }
  const served = new Set(added.flatMap(needsOf));
  assert.deepEqual(served, new Set(shop.needs.map(({ id }) => id)));
});

test("what a sku names for a time only stands model for nothing", () => {
  assert.ok(
    added.every(({ fromDay, toDay, epoch }) => fromDay === null && toDay === null && epoch === 1),
  );
  assert.ok(!added.some(({ title }) => /Cedar Tunnel|Copper Pour/.test(title)));
});

test("each has a sku of its own, and what shares a parent is one thing in several variants", () => {
  assert.equal(new Set(added.map(({ sku }) => sku)).size, added.length);
  const families = Map.groupBy(
    added.filter(({ parent }) => parent !== null),
    ({ parent }) => parent,
  );
  assert.ok(families.size > 20);
  for (const members of families.values()) {
    const [first] = members;
    assert.ok(first);
    const left = Object.keys(first.variants);
    for (const member of members) {
      assert.equal(member.type, first.type);
      assert.equal(member.price, first.price);
      assert.deepEqual(attributesWithout(member, left), attributesWithout(first, left));
    }
    assert.equal(new Set(members.map(({ title }) => title)).size, members.length);
  }
});

test("titles carry the new brand, and the variant where the old one stood, else behind it", () => {
  const { brandStarts, brandEnds } = shop.growth;
  for (const { title, attributes, variants } of added) {
    const { brand = "" } = attributes;
    assert.ok(
      brandStarts.some((start) => brand.startsWith(start)),
      brand,
    );
    assert.ok(
      brandEnds.some((end) => brand.endsWith(end)),
      brand,
    );
    assert.ok(title.startsWith(`${brand} `), title);
    for (const [name, values] of Object.entries(variants)) {
      const value = attributes[name] ?? "";
      assert.ok(values.includes(value), `${name}: ${value}`);
      assert.ok(title.toLowerCase().includes(value), title);
    }
  }
  const words = added.map(({ title }) => title.replace(/^\S+ /, "").replace(/, \w+ Series/, ""));
  assert.ok(words.includes("Dome Tent, Orange"));
  assert.ok(words.includes("Winter Sleeping Bag, Long"));
  assert.ok(
    words.includes("Glow Flashlight"),
    "its brand is not told, so its title keeps all words",
  );
});

test("the same seed grows the same, another seed or another market other brands", () => {
  assert.deepEqual(growCatalogue(shop, 400, 1, 0), grown);
  const brands = (products: readonly ShopProduct[]) =>
    products.slice(shop.products.length).map(({ attributes }) => attributes["brand"]);
  assert.notDeepEqual(brands(growCatalogue(shop, 400, 2, 0)), brands(grown));
  assert.notDeepEqual(brands(growCatalogue(shop, 400, 1, 1)), brands(grown));
});

test("more products leave the first ones as they were", () => {
  const more = growCatalogue(shop, 500, 1, 0);
  assert.deepEqual(more.slice(0, 400), grown);
});
