import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { productTypeId } from "../domain/ids.ts";
import type { TypePartner } from "../domain/tables/type-partners.ts";
import { coBuy, productRow, shopDatasets } from "../stage/shop-for-tests.ts";
import { toolsIn } from "../stage/stage-for-tests.ts";
import { newTypePartners } from "./new-type-partners.ts";

const place = await openStorePlace();
const names = ["tent", "mat", "lamp", "stove", ...Array.from({ length: 20 }, (_, at) => `x${at}`)];
const products = names.flatMap((name) =>
  ["a", "b", "c"].map((mark) => productRow(`${name}-${mark}`, `${name} ${mark}`, name)),
);
const nameOf = new Map(names.map((name) => [productTypeId("en-US", name), name]));

let moment = 0;
const bought = (one: string, other: string, count: number) =>
  ["a", "b", "c"].map((mark) => {
    const [first, second] = [`${one}-a`, `${other}-${mark}`].map((sku) =>
      products.find((product) => product.sku === sku),
    );
    assert.ok(first && second);
    moment += 1;
    return coBuy(first, second, { count, firstSeen: moment, lastSeen: moment });
  });

/** The tent is bought with three things, most often with the mat; the rest is bought by itself. */
const pairs = [
  ...bought("tent", "mat", 9),
  ...bought("tent", "lamp", 6),
  ...bought("tent", "stove", 4),
  ...names.slice(4).flatMap((name, at) => bought(name, `x${(at + 7) % 20}`, 5)),
];

async function partners(most: number, known: readonly TypePartner[] = [], round = 1) {
  const { store, sql } = toolsIn(place, place.newFolder());
  const rows = { products, queries: [], pairs, typePartners: known };
  const datasets = await shopDatasets(store, rows);
  const files = (name: "pairs" | "products" | "typePartners") => ({
    files: store.files(datasets[name]),
  });
  const sources = {
    pairs: files("pairs"),
    products: files("products"),
    typePartners: files("typePartners"),
  };
  const found = await sql.use((connection) => newTypePartners(connection, sources, most, round));
  return found.filter(({ type }) => !nameOf.get(type)?.startsWith("x"));
}

const told = (rows: readonly TypePartner[]): readonly string[] =>
  rows
    .map(({ type, partner, place: at }) => `${nameOf.get(type)} ${at} ${nameOf.get(partner)}`)
    .toSorted();

test("each type has the surest, and each of both is a partner of the other", async () => {
  const found = await partners(2);
  assert.deepEqual(told(found), [
    ...["lamp 1 tent", "mat 1 tent", "stove 1 tent", "tent 1 mat", "tent 2 lamp"],
  ]);
  const [first] = found;
  assert.ok(first && first.count === 27 && first.lift > 2 && first.logChance < -10);
  assert.deepEqual(await partners(0), []);
});

test("what was chosen once stays and takes a place, and a greater number adds", async () => {
  const before = (await partners(2)).filter(({ partner }) => nameOf.get(partner) !== "mat");
  // The tent has one of two, which is not the surest of today.
  const changed = before.map((row) => ({ ...row, place: 1 }));
  assert.deepEqual(told(await partners(2, changed, 2)), ["tent 2 mat"]);
  assert.deepEqual(told(await partners(1, changed, 2)), []);
  assert.deepEqual(told(await partners(3, changed, 2)), ["tent 2 mat", "tent 3 stove"]);
  assert.deepEqual(
    (await partners(3, changed, 2)).map(({ round }) => round),
    [2, 2],
  );
});
