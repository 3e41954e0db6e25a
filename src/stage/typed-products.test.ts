import assert from "node:assert/strict";
import { test } from "node:test";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { productRow, shopDatasets, typeRow } from "./shop-for-tests.ts";
import { typedProducts, wordedProducts } from "./typed-products.ts";

const place = await openStorePlace();
const store = openNewStore(place);

const words = async (title: string, attributes: Readonly<Record<string, string>> = {}) => {
  const datasets = await shopDatasets(store, {
    products: [productRow("one", title, "bag", { attributes })],
    queries: [],
    pairs: [],
  });
  const { query } = wordedProducts({ files: store.files(datasets.products) });
  const rows = await place.sql.use((connection) => connection.runAndReadAll(query));
  const [row] = rows.getRowObjectsJS();
  return [row?.["words"], row?.["brand"]];
};

test("the words of a title are in lower case, and a phrase ends at a sign or a lonely dash", async () => {
  assert.deepEqual(await words("Men’s Roll-Top Bag, 20L (Waterproof) - Black"), [
    " men's roll top bag | 20l | waterproof | black ",
    "",
  ]);
});

test("attributes are said too: by name where they are so, not where they are not; a maker stands apart", async () => {
  assert.deepEqual(
    await words("Bag", {
      ...{ Brand: "Wren & Co", material: "Waxed cotton", waterproof: "Yes", padded: "no" },
      about: "x".repeat(41),
    }),
    [" bag | waxed cotton | waterproof ", "wren & co"],
  );
});

test("a type speaks of all its products, and with an attribute of those that say it as words of their own", async () => {
  const bags = typeRow("bag", []);
  const tops = typeRow("bag", [], { attribute: "roll top" });
  const dry = typeRow("bag", [], { attribute: "waterproof" });
  const products = [
    productRow("a", "Roll-Top Bag", "Bag "),
    productRow("b", "Unwaterproofed bag", "bag", { attributes: { waterproof: "no" } }),
    productRow("c", "Bag", "bag", { attributes: { waterproof: "yes" } }),
    productRow("d", "Waterproof Tent", "tent"),
    productRow("e", "Waterproof bag", "bag", { locale: "de-DE" }),
  ];
  const datasets = await shopDatasets(store, {
    ...{ products, queries: [], pairs: [], productTypes: [bags, tops, dry] },
  });
  const { query } = typedProducts({
    products: { files: store.files(datasets.products) },
    productTypes: { files: store.files(datasets.productTypes) },
  });
  const rows = await place.sql.use((connection) => connection.runAndReadAll(query));
  const skus = (type: string) =>
    rows
      .getRowObjectsJS()
      .filter((row) => row["type"] === type)
      .map((row) => String(row["product"]).slice(-1))
      .toSorted();
  assert.deepEqual(skus(bags.id), ["a", "b", "c"]);
  assert.deepEqual(skus(tops.id), ["a"]);
  assert.deepEqual(skus(dry.id), ["c"]);
});
