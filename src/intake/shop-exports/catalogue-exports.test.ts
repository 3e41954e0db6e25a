import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "../import-for-tests.ts";
import { readProducts } from "../read-products.ts";

const folder = testFolder();

/** Imports lines of a file; of each product what an export tells. */
async function imported(name: string, lines: readonly string[], maps: readonly string[] = []) {
  const file = folder.write(name, `${lines.join("\n")}\n`);
  const { rows, rejects, notices, error } = await readAll(readProducts, [file], { maps });
  assert.equal(error, null);
  return {
    products: rows.map(({ sku, parent, title, productType, categoryPath, attributes }) => ({
      ...{ sku, parent, title, productType },
      path: categoryPath.join(" > "),
      attributes,
    })),
    rejects: rejects.map(({ line, code }) => [line, code]),
    told: notices.filter(({ code }) => code === "SHOP_EXPORT_TAKEN").map(({ message }) => message),
    notices,
  };
}

const shopifyRows = [
  "camp-mug,Camp Mug,<p>Steel</p>,Birch & Co,Home & Garden > Kitchen > Mugs,Mug,Colour,Red,Size,S,CM-RS,1.jpg",
  "camp-mug,,,,,,,Red,,L,CM-RL,2.jpg",
  "camp-mug,,,,,,,Blue,,S,CM-BS,",
  "camp-mug,,,,,,,,,,,3.jpg",
  "tarp,Tarp,,Birch & Co,Sporting Goods > Camping > Tarps,,Title,Default Title,,,TARP,",
  "unnumbered,Loose Tea,,Birch & Co,,Tea,Title,Default Title,,,,",
];
const shopifyProducts = [
  {
    sku: "CM-RS",
    parent: "camp-mug",
    title: "Camp Mug",
    productType: "Mug",
    path: "Home & Garden > Kitchen > Mugs",
    attributes: { brand: "Birch & Co", colour: "Red", size: "S" },
  },
  {
    sku: "CM-RL",
    parent: "camp-mug",
    title: "Camp Mug",
    productType: "Mug",
    path: "Home & Garden > Kitchen > Mugs",
    attributes: { brand: "Birch & Co", colour: "Red", size: "L" },
  },
  {
    sku: "CM-BS",
    parent: "camp-mug",
    title: "Camp Mug",
    productType: "Mug",
    path: "Home & Garden > Kitchen > Mugs",
    attributes: { brand: "Birch & Co", colour: "Blue", size: "S" },
  },
  {
    sku: "TARP",
    parent: "tarp",
    title: "Tarp",
    productType: null,
    path: "Sporting Goods > Camping > Tarps",
    attributes: { brand: "Birch & Co" },
  },
];

for (const [when, header] of [
  [
    "of old",
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Image Src",
  ],
  [
    "of today",
    "URL handle,Title,Description,Vendor,Product category,Type,Option1 name,Option1 value,Option2 name,Option2 value,SKU,Product image URL",
  ],
] as const) {
  test(`Shopify, names ${when}: variants have what the first row of their handle says; pictures are no products`, async () => {
    const { products, rejects, told } = await imported("products_export.csv", [
      header,
      ...shopifyRows,
    ]);
    assert.deepEqual(products, shopifyProducts);
    assert.deepEqual(rejects, [
      [5, "PICTURE_ROW"],
      [7, "SKU_MISSING"],
    ]);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /^products_export\.csv is an export of products by Shopify/);
  });
}

test("a map stands above what is known of an export: a shop without SKUs names products by handles", async () => {
  const { products, rejects } = await imported(
    "handles.csv",
    ["Handle,Title,Option1 Name,Option1 Value,Variant SKU", "tea,Loose Tea,Title,Default Title,"],
    ["sku=Handle"],
  );
  assert.deepEqual(products, [
    { sku: "tea", parent: "tea", title: "Loose Tea", productType: null, path: "", attributes: {} },
  ]);
  assert.deepEqual(rejects, []);
});

test("a feed for Google: its id and not the GTIN, the shop's own categories, Google's where they are names", async () => {
  const { products, told } = await imported("feed.tsv", [
    "id\ttitle\tlink\tgtin\tgoogle_product_category\tproduct_type\titem_group_id\tcolor",
    "A1\tTarp\thttps://x/1\t4006381333931\t1011\tCamping > Tarps\tA\tgreen",
    "A2\tTarp, large\thttps://x/2\t4006381333932\tSporting Goods > Camping\t\tA\t",
    "B1\tRope\thttps://x/3\t4006381333933\t1011\t\t\t",
  ]);
  assert.deepEqual(
    products.map(({ sku, parent, productType, path }) => [sku, parent, productType, path]),
    [
      ["A1", "A", null, "Camping > Tarps"],
      ["A2", "A", null, "Sporting Goods > Camping"],
      ["B1", null, null, ""],
    ],
  );
  assert.deepEqual(products[0]?.attributes, { color: "green" });
  assert.match(told[0] ?? "", /Google/);
});

test("what the first row of a handle says holds also where a later row brings a further column", async () => {
  const rows = Array.from({ length: 2500 }, (_, place) => ({
    ...{ Handle: "mug", "Variant SKU": `M-${place}`, "Option1 Value": String(place) },
    ...(place === 0 ? { Title: "Camp Mug", "Option1 Name": "Print" } : {}),
    ...(place > 2400 ? { Barcode: "1" } : {}),
  }));
  const { products, rejects } = await imported(
    "mugs.jsonl",
    rows.map((row) => JSON.stringify(row)),
  );
  assert.deepEqual(rejects, []);
  assert.equal(products.length, rows.length);
  assert.ok(products.every(({ title }) => title === "Camp Mug"));
  assert.deepEqual(products.at(-1)?.attributes, { print: "2499" });
});

test("a catalogue with a column for its sku is no feed, whatever else it has; a mapped path may be a number", async () => {
  const { products } = await imported("own-feed.csv", [
    "id,sku,title,availability,product_type",
    "7,TENT,Tent,in stock,Tents",
  ]);
  assert.deepEqual([products[0]?.sku, products[0]?.productType], ["TENT", "Tents"]);
  const mapped = await imported(
    "mapped-feed.csv",
    ["id,title,availability,category_id", "7,Tent,in stock,42"],
    ["categoryPath=category_id"],
  );
  assert.equal(mapped.products[0]?.path, "42");
});

test("a feed is told by few columns, for its id is never its GTIN", async () => {
  const { products } = await imported("small-feed.csv", [
    "id,item_group_id,title,product_type,gtin",
    "A1,A,Tarp,Camping > Tarps,4006381333931",
  ]);
  assert.deepEqual(products, [
    {
      ...{ sku: "A1", parent: "A", title: "Tarp", productType: null },
      ...{ path: "Camping > Tarps", attributes: {} },
    },
  ]);
});

test("WooCommerce: a variation has its parent's categories, and its type is no type of product", async () => {
  const { products, told } = await imported("wc-product-export.csv", [
    'ID,Type,SKU,Name,"In stock?",Categories,Parent,"Attribute 1 name","Attribute 1 value(s)"',
    '44,variable,HOOD,Hoodie,1,"Sale, Clothing > Hoodies\\, warm",,Color,"Blue, Red"',
    "45,variation,HOOD-B,Hoodie - Blue,1,,id:44,Color,Blue",
    "46,variation,HOOD-R,Hoodie - Red,1,,HOOD,Color,Red",
    "47,simple,CAP,Cap,1,Clothing > Caps,,,",
    "48,variation,LOST,Lost,1,,id:99,Color,Red",
  ]);
  assert.deepEqual(
    products.map(({ sku, parent, productType, path }) => [sku, parent, productType, path]),
    [
      ["HOOD", "HOOD", null, "Clothing > Hoodies, warm"],
      ["HOOD-B", "HOOD", null, "Clothing > Hoodies, warm"],
      ["HOOD-R", "HOOD", null, "Clothing > Hoodies, warm"],
      ["CAP", null, null, "Clothing > Caps"],
      ["LOST", "id:99", null, ""],
    ],
  );
  assert.deepEqual(products[1]?.attributes, { color: "Blue" });
  assert.match(told[0] ?? "", /WooCommerce/);
});

test("WooCommerce: families hold by whatever column names the sku", async () => {
  const { products } = await imported(
    "wc-ids.csv",
    [
      "ID,Type,SKU,Name,Tax status,Categories,Parent",
      "12,variable,SH,Shirt,taxable,Clothing > Shirts,",
      "13,variation,SH-S,Shirt - S,taxable,,SH",
    ],
    ["sku=ID"],
  );
  assert.deepEqual(
    products.map(({ sku, parent, path }) => [sku, parent, path]),
    [
      ["12", "12", "Clothing > Shirts"],
      ["13", "12", "Clothing > Shirts"],
    ],
  );
});

test("Magento: the longest path of categories below the root, attributes of one cell", async () => {
  const { products, told } = await imported("catalog_product.csv", [
    "sku,attribute_set_code,product_type,categories,name,additional_attributes",
    '24-MB01,Bag,simple,"Default Category/Gear,Default Category/Gear/Bags",Duffle Bag,"material=Nylon, tough,strap=Shoulder|Hand"',
    "24-MB02,Bag,configurable,,Backpack,",
  ]);
  assert.deepEqual(
    products.map(({ sku, productType, path, attributes }) => [sku, productType, path, attributes]),
    [
      ["24-MB01", null, "Gear > Bags", { material: "Nylon, tough", strap: "Shoulder|Hand" }],
      ["24-MB02", null, "", {}],
    ],
  );
  assert.match(told[0] ?? "", /Magento/);
});

test("a table that only has some of these names is read by them as any other", async () => {
  const { products, told } = await imported("own.csv", [
    "sku,title,product_type,handle",
    "1,Tent,Tents,dome",
  ]);
  assert.deepEqual(products, [
    { sku: "1", parent: null, title: "Tent", productType: "Tents", path: "", attributes: {} },
  ]);
  assert.deepEqual(told, []);
});
