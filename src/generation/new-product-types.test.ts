import assert from "node:assert/strict";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { productTypeId } from "../domain/ids.ts";
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
import { newProductTypes } from "./new-product-types.ts";

const place = await openStorePlace();

const camping = queryRow("camping gear");
const dome = productRow("dome", "Dome Tent", "Tent", { domain: "Sports" });
const beach = productRow("beach", "Beach Tent", "tent ", { domain: "Sports" });
const red = productRow("red", "Dome Tent, Red", "tent", { parent: "family" });
const blue = productRow("blue", "Dome Tent, Blue", "tent", { parent: "family" });
const lamp = productRow("lamp", "Headlamp", "lamp");
const laterne = productRow("laterne", "Laterne", "lamp", { locale: "de-DE" });
const untyped = productRow("odd", "Odd thing", null);
const blank = productRow("blank", "Blank thing", "  ");
const products = [dome, beach, red, blue, lamp, laterne, untyped, blank];

async function found(rows: Partial<ShopRows>, round = 1) {
  const { store, sql } = toolsIn(place, place.newFolder());
  const datasets = await shopDatasets(store, { products, queries: [camping], pairs: [], ...rows });
  const files = (name: "products" | "pairs" | "productTypes") => ({
    files: store.files(datasets[name]),
  });
  return sql.use((connection) =>
    newProductTypes(
      connection,
      {
        products: files("products"),
        pairs: files("pairs"),
        productTypes: files("productTypes"),
      },
      round,
    ),
  );
}

test("spellings of a type are one, locales are apart, and products without a type have none", async () => {
  const types = await found({});
  assert.deepEqual(
    types.map(({ locale, name }) => `${locale} ${name}`),
    ["de-DE lamp", "en-US lamp", "en-US tent"],
  );
  const tent = types.find(({ name }) => name === "tent");
  assert.equal(tent?.id, productTypeId("en-US", "tent"));
  assert.equal(tent?.domain, "Sports");
  // Of the two colours one.
  assert.deepEqual(tent?.titles, ["Beach Tent", "Dome Tent, Blue", "Dome Tent"]);
});

test("types and titles with more behaviour come first", async () => {
  const pairs = [
    searchBuy(camping, dome, { count: 5 }),
    searchBuy(camping, red, { count: 4 }),
    coBuy(beach, lamp, { count: 2 }),
  ];
  const types = await found({ pairs });
  assert.deepEqual(
    types.map(({ name, locale, place: at }) => [name, locale, at]),
    [
      ["tent", "en-US", 1],
      ["lamp", "en-US", 2],
      ["lamp", "de-DE", 3],
    ],
  );
  assert.deepEqual(types[0]?.titles, ["Dome Tent", "Dome Tent, Red", "Beach Tent"]);
});

test("a type that was found before is not found again", async () => {
  const known = [typeRow("tent", ["Some Tent"])];
  const types = await found({ productTypes: known }, 2);
  assert.deepEqual(
    types.map(({ name, round, place: at }) => [name, round, at]),
    [
      ["lamp", 2, 1],
      ["lamp", 2, 2],
    ],
  );
});
