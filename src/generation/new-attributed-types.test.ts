import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { productTypeId } from "../domain/ids.ts";
import type { ProductType } from "../domain/tables/product-types.ts";
import {
  coBuy,
  productRow,
  queryRow,
  type ShopRows,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { toolsIn } from "../stage/stage-for-tests.ts";
import { type AttributedTypeSources, newAttributedTypes } from "./new-attributed-types.ts";

const place = await openStorePlace();

const cycling = queryRow("cycling");
const school = queryRow("school");
const lamp = productRow("lamp", "Lamp", "lamp");
/** Twelve bags of each kind, with a second colour of the first one; the waterproof ones are bought for cycling. */
const [dry, plain] = ["Waterproof Bag", "Bag"].map((kind, of) =>
  Array.from({ length: 12 }, (_, at) =>
    productRow(
      `${of}-${String(at).padStart(2, "0")}`,
      `Maker${12 * of + at} ${kind} ${at}`,
      "bag",
      {
        parent: at === 0 ? `family-${of}` : null,
        domain: "Luggage",
      },
    ),
  ),
) as [ReturnType<typeof productRow>[], ReturnType<typeof productRow>[]];
const variant = productRow("0-00-red", "Maker0 Waterproof Bag Red", "bag", { parent: "family-0" });
const cold = productRow("cold", "Waterproof Bag nobody bought", "Bag", { domain: "Luggage" });
const products = [...dry, ...plain, variant, cold, lamp];
const pairs = [
  ...dry.map((bag, at) => searchBuy(cycling, bag, { count: 20 - at })),
  ...plain.map((bag) => searchBuy(school, bag)),
  ...[...dry, ...plain].map((bag) => coBuy(bag, lamp)),
];
const bags = typeRow("bag", ["Bag"]);
const lamps = typeRow("lamp", ["Lamp"], { place: 2 });

/** @param changed rows of the shop, or files that stand for a dataset */
async function found(
  known: readonly ProductType[],
  limits = {},
  changed: Partial<ShopRows> = {},
  instead: Partial<AttributedTypeSources> = {},
) {
  const { store, sql } = toolsIn(place, place.newFolder());
  const datasets = await shopDatasets(store, {
    ...{ products, pairs, queries: [cycling, school], productTypes: known },
    ...changed,
  });
  const files = (name: keyof typeof datasets) => ({ files: store.files(datasets[name]) });
  return sql.use((connection) =>
    newAttributedTypes(
      connection,
      {
        products: files("products"),
        pairs: files("pairs"),
        queries: files("queries"),
        productTypes: files("productTypes"),
        ...instead,
      },
      { limitTypes: null, attributesPerType: 3, ...limits },
      1,
      2,
    ),
  );
}

test("an attribute that tells products apart is a row of its type, with titles of products that have it", async () => {
  const rows = await found([bags, lamps]);
  assert.equal(rows.length, 1);
  const [{ titles, ...row } = { titles: [] }] = rows;
  assert.deepEqual(row, {
    id: productTypeId("en-US", "bag", "waterproof"),
    type: bags.id,
    ...{ locale: "en-US", name: "bag", attribute: "waterproof", round: 2, place: 1 },
    ...{ nameFits: true, calledAs: "waterproof bag" },
    domain: "Luggage",
  });
  // Those with most behaviour first, one of each family.
  assert.deepEqual(titles.slice(0, 2), ["Maker0 Waterproof Bag 0", "Maker1 Waterproof Bag 1"]);
  assert.equal(titles.length, 12);
  assert.ok(titles.every((title) => title.includes("Waterproof")));
});

test("what was found before is not found again", async () => {
  const rows = await found([bags, lamps]);
  assert.deepEqual(await found([bags, lamps, ...rows]), []);
});

test("attributes are looked for of types that are asked about alone", async () => {
  const first = { ...lamps, place: 1 };
  const second = { ...bags, place: 2 };
  assert.deepEqual(await found([first, second], { limitTypes: 1 }), []);
  assert.equal((await found([first, second], { limitTypes: 2 })).length, 1);
});

test("of a type that has as many attributes as are wanted nothing is read", async () => {
  const rows = await found([bags, lamps]);
  const gone = { pairs: { files: ["gone.parquet"] } };
  const known = [bags, ...rows];
  assert.deepEqual(await found(known, { attributesPerType: 1 }, {}, gone), []);
  await assert.rejects(found(known, { attributesPerType: 2 }, {}, gone), /gone\.parquet/);
});

test("new attributes come in the order of their types, whatever was found of these before", async () => {
  const cases = products.map((one) => ({
    ...productRow(`case ${one.sku}`, one.title.replace("Bag", "Case"), "case", {
      domain: "Luggage",
    }),
  }));
  const [dryCases, plainCases] = [cases.slice(0, 12), cases.slice(12, 24)];
  const changed = {
    products: [...products, ...cases],
    pairs: [
      ...pairs,
      ...dryCases.map((one) => searchBuy(cycling, one)),
      ...plainCases.map((one) => searchBuy(school, one)),
    ],
  };
  const own = typeRow("case", ["Case"], { place: 3 });
  const known = [
    ...[{ ...bags, place: 2 }, own],
    typeRow("case", ["Case"], { attribute: "tiny", round: 2, place: 1 }),
  ];
  const rows = await found(known, {}, changed);
  assert.deepEqual(
    rows.map(({ name, attribute, place: at }) => [name, attribute, at]),
    [
      ["bag", "waterproof", 1],
      ["case", "waterproof", 2],
    ],
  );
});
