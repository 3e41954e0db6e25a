import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { products } from "../domain/tables/products.ts";
import { foldersIn } from "../yaml-files/folders-in.ts";
import { readYamlFile } from "../yaml-files/read-yaml-file.ts";
import { needFileSchema } from "./domain-files.ts";
import { marketShops } from "./market-shop.ts";
import { readShop } from "./read-shop.ts";
import { servesNeed } from "./shop.ts";
import { shopFaults } from "./shop-faults.ts";
import { readSampleShop, sampleFolder } from "./shop-for-tests.ts";
import { shopProducts } from "./shop-products.ts";

const shop = await readSampleShop();
const harsh = await readShop(sampleFolder, "simulation-harsh.yaml");
const { from } = shop.simulation.log;
const needIds = shop.needs.map(({ id }) => id);
const servedBy = new Map(
  shop.products.map((product) => [product, shop.needs.filter((need) => servesNeed(need, product))]),
);
const productTypes = new Set(shop.products.map(({ type }) => type));

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

test("the sample shop has 1,000 products of 150 types in 18 domains and 200 needs, and its author is named", () => {
  assert.ok(shop.products.length >= 1000, String(shop.products.length));
  assert.ok(productTypes.size >= 150, String(productTypes.size));
  assert.deepEqual(new Set(shop.products.map(({ domain }) => domain)), new Set(domains));
  assert.ok(shop.needs.length >= 200, String(shop.needs.length));
  assert.equal(shop.writtenBy, "author");
});

test("its products are rows of the products table, with different ids and titles", () => {
  const rows = marketShops(shop, null, 1).flatMap((market) => [...shopProducts(market, from)]);
  for (const row of rows) products.schema.parse(row);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
  const titles = Map.groupBy(rows, ({ title }) => title.toLowerCase());
  const twice = [...titles].filter(([, of]) => of.length > 1).map(([title]) => title);
  assert.deepEqual(twice, []);
});

test("what shares a parent is of one type and there are two of it or more", () => {
  const variants = Map.groupBy(
    shop.products.filter(({ parent }) => parent !== null),
    ({ parent }) => parent,
  );
  assert.ok(variants.size >= 18, String(variants.size));
  for (const [parent, members] of variants) {
    assert.ok(members.length >= 2, String(parent));
    assert.equal(new Set(members.map(({ type }) => type)).size, 1, String(parent));
  }
});

test("some skus come to name another thing, of another type and with hardly a word of the title", () => {
  const { days } = shop.simulation.log;
  const later = shop.products.filter(({ epoch }) => epoch === 2);
  assert.ok(later.length >= 10, String(later.length));
  for (const { sku, type, fromDay } of later) {
    const first = shop.products.find((product) => product.sku === sku && product.epoch === 1);
    assert.notEqual(first?.type, type, sku);
    assert.ok(fromDay !== null && fromDay > 0 && fromDay < days, sku);
  }
});

test("every need has two products or more, and some products serve none", () => {
  for (const need of shop.needs) {
    const serving = [...servedBy].filter(([, needs]) => needs.includes(need));
    assert.ok(serving.length >= 2, need.id);
  }
  const idle = [...servedBy.values()].filter((needs) => needs.length === 0);
  assert.ok(idle.length >= 50, String(idle.length));
});

test("needs overlap: many products serve several, and some needs are served from several domains", () => {
  const shared = [...servedBy.values()].filter((needs) => needs.length > 1);
  assert.ok(shared.length >= 100, String(shared.length));
  const wide = shop.needs.filter((need) => {
    const serving = [...servedBy].filter(([, needs]) => needs.includes(need));
    return new Set(serving.map(([{ domain }]) => domain)).size > 1;
  });
  assert.ok(wide.length >= 50, String(wide.length));
});

test("attributes matter: products of one type serve different needs", () => {
  const types = Map.groupBy(servedBy, ([{ type }]) => type);
  const divided = [...types.values()].filter((members) => {
    const served = members.map(([, needs]) => needs.map(({ id }) => id).join());
    return new Set(served).size > 1;
  });
  assert.ok(divided.length >= 30, String(divided.length));
});

test("no need hangs on a brand, or on what colours and sizes of grown products differ in", () => {
  for (const { id, serves } of shop.needs) {
    for (const { type, attributes } of serves) {
      const variants = shop.products.find((product) => product.type === type)?.variants ?? {};
      const free = Object.keys(attributes).filter((name) => name === "brand" || name in variants);
      assert.deepEqual(free, [], `${id}: ${type}`);
    }
  }
});

test("some needs have a season, a region, an audience, a need they contradict, and some have none", () => {
  for (const field of ["season", "regions", "audience"] as const) {
    const narrowed = shop.needs.filter((need) => need[field] !== null).length;
    assert.ok(narrowed >= 10 && narrowed < shop.needs.length, `${field}: ${narrowed}`);
  }
  assert.ok(shop.needs.filter(({ contradicts }) => contradicts.length > 0).length >= 5);
  for (const { id, contradicts } of shop.needs) assert.ok(!contradicts.includes(id), id);
});

test("every need is typed in several ways, and all three kinds of queries are there", () => {
  const kinds = shop.needs.flatMap(({ queries }) => queries.map(({ kind }) => kind));
  for (const kind of ["broad", "exact", "misspelt"] as const) {
    assert.ok(kinds.filter((one) => one === kind).length >= 150, kind);
  }
  for (const { id, queries } of shop.needs) {
    assert.ok(queries.length >= 4, id);
    assert.equal(new Set(queries.map(({ text }) => text)).size, queries.length, id);
    for (const kind of ["broad", "exact"]) {
      assert.ok(
        queries.some((query) => query.kind === kind),
        `${id}: ${kind}`,
      );
    }
  }
});

const truthSchema = z.strictObject({
  needs: z.record(
    z.string(),
    z.array(
      z.strictObject({
        relation: z.enum(relations),
        typicality: z.enum(["high", "medium", "low"]),
        types: z.array(z.string()).min(1).optional(),
        tails: z.array(z.string().min(2)),
      }),
    ),
  ),
});

test("the truth names every need once, in its domain, with several facts in two wordings or more", async () => {
  const truths: (readonly [string, z.infer<typeof truthSchema>["needs"][string]])[] = [];
  for (const domain of await foldersIn(sampleFolder, "domains", shopFaults)) {
    const read = <Schema extends z.ZodType>(file: string, schema: Schema) =>
      readYamlFile(sampleFolder, `${domain}/${file}`, schema, shopFaults);
    const { needs: facts } = await read("truth.yaml", truthSchema);
    const { needs: own } = await read("needs.yaml", needFileSchema);
    assert.deepEqual(Object.keys(facts).sort(), own.map(({ id }) => id).sort(), domain);
    truths.push(...Object.entries(facts));
  }
  assert.deepEqual(truths.map(([id]) => id).sort(), needIds.toSorted());
  for (const [id, facts] of truths) {
    const served = shop.needs.find((need) => need.id === id)?.serves.map(({ type }) => type) ?? [];
    assert.ok(facts.length >= 7, id);
    for (const { relation, tails, types = [] } of facts) {
      const place = `${id}: ${relation}, ${tails.join(", ")}`;
      assert.ok(new Set(tails.map((tail) => tail.toLowerCase())).size >= 2, place);
      for (const type of types) assert.ok(served.includes(type), `${place}: ${type}`);
    }
  }
  const used = new Set(truths.flatMap(([, facts]) => facts.map(({ relation }) => relation)));
  assert.deepEqual(used, new Set(relations));
});

test("harsh settings are the same shop, and differ in more than half of what can be set", () => {
  assert.deepEqual({ ...harsh, simulation: shop.simulation }, shop);
  const groups = ["demand", "catalogue", "shoppers", "search", "click", "purchase", "basket"];
  const valuesOf = ({ simulation }: typeof shop) =>
    Object.entries(simulation)
      .filter(([group]) => groups.includes(group))
      .flatMap(([group, of]) =>
        Object.entries(of).map(([name, value]) => [`${group}.${name}`, JSON.stringify(value)]),
      );
  const usual = new Map(valuesOf(shop).map(([name = "", value]) => [name, value]));
  const others = valuesOf(harsh).filter(([name = "", value]) => usual.get(name) !== value);
  assert.ok(others.length > usual.size / 2, `${others.length} of ${usual.size}`);
  assert.notEqual(harsh.simulation.log.seed, shop.simulation.log.seed);
});

test("other sites say their own words, with plurals, and leave sleep alone", () => {
  const uncountable = ["trash"];
  for (const { site, words } of shop.growth.markets) {
    for (const [own, said] of Object.entries(words)) {
      if (uncountable.includes(own)) continue;
      assert.doesNotMatch(words[`${own}s`] ?? `${said}s`, /(?:ch|sh|x|[^aeiou]y)s$/, site);
    }
  }
  const markets = marketShops(shop, 100, 1);
  const queries = markets.flatMap(({ needs }) =>
    needs.flatMap((need) => need.queries.map(({ text }) => text)),
  );
  assert.ok(queries.includes("cant fall asleep"));
  assert.ok(!queries.some((text) => text.includes("autumn asleep")));
});
