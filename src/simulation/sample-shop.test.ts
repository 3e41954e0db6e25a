import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { products } from "../domain/tables/products.ts";
import { readShop } from "./read-shop.ts";
import { servesNeed } from "./shop.ts";
import { shopProducts } from "./shop-products.ts";

const folder = fileURLToPath(new URL("../../samples/shop", import.meta.url));
const shop = await readShop(folder);

/** COSMO, table 2, in the paper's spelling. */
const relations = [
  ...["used_for_func", "used_for_eve", "used_for_aud", "capable_of", "used_to", "used_as", "is_a"],
  ...["used_on", "used_in_loc", "used_in_body", "used_with", "used_by"],
  ...["x_interested_in", "x_is_a", "x_want"],
];

/** The domains of the paper. */
const domains = [
  ...["Clothing Shoes & Jewelry", "Sports & Outdoors", "Home & Kitchen", "Patio Lawn & Garden"],
  ...["Tools & Home Improvement", "Musical Instruments", "Industrial & Scientific", "Automotive"],
  ...["Electronics", "Baby Products", "Arts Crafts & Sewing", "Health & Household"],
  ...["Toys & Games", "Video Games", "Grocery & Gourmet Food", "Office Products", "Pet Supplies"],
  "Others",
];

test("the sample shop has 150 products in 18 domains and 40 needs, and its author is named", () => {
  assert.equal(shop.products.length, 150);
  assert.deepEqual(new Set(shop.products.map(({ domain }) => domain)), new Set(domains));
  assert.equal(shop.needs.length, 40);
  assert.equal(shop.writtenBy, "author");
});

test("its products are rows of the products table, with different ids", () => {
  const rows = shopProducts(shop);
  for (const row of rows) products.schema.parse(row);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
  assert.equal(new Set(rows.map(({ title }) => title)).size, rows.length);
});

test("what shares a parent is of one type and there are two of it or more", () => {
  const variants = Map.groupBy(
    shop.products.filter(({ parent }) => parent !== null),
    ({ parent }) => parent,
  );
  assert.ok(variants.size >= 5);
  for (const [parent, members] of variants) {
    assert.ok(members.length >= 2, String(parent));
    assert.equal(new Set(members.map(({ type }) => type)).size, 1, String(parent));
  }
});

test("every need has two products or more, and some products serve none", () => {
  for (const need of shop.needs) {
    const serving = shop.products.filter((product) => servesNeed(need, product));
    assert.ok(serving.length >= 2, need.id);
  }
  const idle = shop.products.filter(
    (product) => !shop.needs.some((need) => servesNeed(need, product)),
  );
  assert.ok(idle.length >= 5);
});

test("every need has broad, exact and misspelt queries", () => {
  for (const { id, queries } of shop.needs) {
    const kinds = new Set(queries.map(({ kind }) => kind));
    assert.deepEqual(kinds, new Set(["broad", "exact", "misspelt"]), id);
    assert.equal(new Set(queries.map(({ text }) => text)).size, queries.length, id);
  }
});

test("attributes matter: products of one type serve different needs", () => {
  const servedBy = (sku: string): readonly string[] => {
    const product = shop.products.find((candidate) => candidate.sku === sku);
    assert.ok(product, sku);
    return shop.needs.filter((need) => servesNeed(need, product)).map(({ id }) => id);
  };
  assert.deepEqual(servedBy("SP-2001"), ["winter-camping"]);
  assert.deepEqual(servedBy("SP-2002"), ["summer-family-camping"]);
});

test("the truth names every need once, known relations, and types that serve the need", () => {
  const truthSchema = z.strictObject({
    need: z.string(),
    facts: z.array(
      z.strictObject({
        relation: z.enum(relations),
        tail: z.string().min(3),
        typicality: z.enum(["high", "medium", "low"]),
        types: z.array(z.string()).min(1).optional(),
      }),
    ),
  });
  const truths = readdirSync(join(folder, "truth")).map((file) => {
    const truth = truthSchema.parse(parse(readFileSync(join(folder, "truth", file), "utf8")));
    assert.equal(file, `${truth.need}.yaml`);
    return truth;
  });
  assert.deepEqual(truths.map(({ need }) => need).sort(), shop.needs.map(({ id }) => id).sort());
  for (const { need: id, facts } of truths) {
    const served = shop.needs.find((need) => need.id === id)?.serves.map(({ type }) => type) ?? [];
    assert.ok(facts.length >= 7, id);
    assert.equal(
      new Set(facts.map(({ relation, tail }) => `${relation} ${tail}`)).size,
      facts.length,
    );
    for (const type of facts.flatMap((fact) => fact.types ?? []))
      assert.ok(served.includes(type), id);
  }
  const used = new Set(truths.flatMap(({ facts }) => facts.map(({ relation }) => relation)));
  assert.deepEqual(used, new Set(relations));
});
