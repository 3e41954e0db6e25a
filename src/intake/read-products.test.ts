import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf } from "../domain/hash.ts";
import { products } from "../domain/tables/products.ts";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readProducts } from "./read-products.ts";

const folder = testFolder();
const imported = (name: string, content: string, options = {}) =>
  readAll(readProducts, [folder.write(name, content)], options);

test("a catalogue by its own names: title cleaned, type and department from the categories", async () => {
  const { rows } = await imported(
    "c.csv",
    'item_id,title,category,brand\n1," Tea  &amp; “Cups” ",Home > Kitchen > Tea Cups,Acme\n',
  );
  const [product] = rows;
  assert.deepEqual(product, {
    id: "default/1",
    site: "default",
    sku: "1",
    epoch: 1,
    parent: null,
    title: 'Tea & "Cups"',
    titleHash: hashOf('Tea & "Cups"'),
    productType: null,
    domain: "Home & Kitchen",
    categoryPath: ["Home", "Kitchen", "Tea Cups"],
    attributes: { brand: "Acme" },
    locale: "en-US",
    validFrom: null,
    validTo: null,
  });
  products.schema.parse(product);
});

test("lists and attributes come as JSON has them; what the map names goes into attributes", async () => {
  const { rows } = await imported(
    "c.jsonl",
    JSON.stringify({
      sku: 7,
      name: "Oak chair",
      categories: ["Furniture", "Chairs"],
      attributes: { legs: 4, tags: ["a", "b"] },
      details: { wood: "oak" },
      department: "Garden",
      language: "en_gb",
    }),
    { maps: ["attributes.wood=details.wood"], site: "uk" },
  );
  const [product] = rows;
  assert.equal(product?.id, "uk/7");
  assert.deepEqual(product?.categoryPath, ["Furniture", "Chairs"]);
  assert.deepEqual(product?.attributes, { legs: "4", tags: "a, b", wood: "oak" });
  assert.equal(product?.domain, "Patio Lawn & Garden");
  assert.equal(product?.locale, "en-GB");
});

test("a department of the shop's own stays; without any it is Others", async () => {
  const { rows } = await imported("d.csv", "sku,title,department\n1,a,Angling\n2,b,\n");
  assert.deepEqual(
    rows.map(({ domain }) => domain),
    ["Angling", "Others"],
  );
});

test("of two products with one id the first is kept; the other is told with both lines", async () => {
  const { rows, rejects } = await imported(
    "two.csv",
    "sku,title\n1,cup\n2,plate\n1,mug\n2,plate\n3,\n,x\n",
  );
  assert.deepEqual(
    rows.map(({ title }) => title),
    ["cup", "plate"],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [
      [4, "PRODUCT_DUPLICATE"],
      [5, "PRODUCT_REPEATED"],
      [6, "TITLE_MISSING"],
      [7, "SKU_MISSING"],
    ],
  );
  assert.match(rejects[0]?.message ?? "", /Line 4 .*default\/1.* two\.csv, line 2/);
  assert.match(rejects[0]?.row ?? "", /"title":"mug"/);
});

test("a title is without the tags of HTML, and keeps a sign of less that is none of them", async () => {
  const { rows } = await imported(
    "html.csv",
    "sku,title\n1,<p>Dome &amp; <b>Tent</b></p>\n2,5 &lt; 6 and a < b\n",
  );
  assert.deepEqual(
    rows.map(({ title }) => title),
    ["Dome & Tent", "5 < 6 and a < b"],
  );
});

test("a title of n/a or a dash is none, and so are attributes and times", async () => {
  const { rows, rejects } = await imported(
    "open.csv",
    "sku,title,brand,validFrom\n1,n/a,,\n2,-,,\n-,Tent,,\n3,Lamp,None,--\n",
  );
  assert.deepEqual(
    rows.map(({ title, attributes, validFrom }) => [title, attributes, validFrom]),
    [["Lamp", {}, null]],
  );
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ["TITLE_MISSING", "TITLE_MISSING", "SKU_MISSING"],
  );
});

test("rejects of an invoice file hold only what a product was read from", async () => {
  const { rejects } = await imported(
    "sales.csv",
    "sku,title,CustomerID,search_term\n1,,17850,hiv test for anna smith\n",
  );
  assert.deepEqual(JSON.parse(rejects[0]?.row ?? ""), { sku: "1", title: "" });
});

test("a repeat in another file names the first file", async () => {
  folder.write("parts/a.csv", "sku,title\n1,cup\n");
  folder.write("parts/b.csv", "sku,title\n1,cup\n2,jug\n");
  const { rows, rejects } = await readAll(readProducts, [`${folder.path}/parts`]);
  assert.equal(rows.length, 2);
  assert.match(rejects[0]?.message ?? "", /at a\.csv, line 2/);
  assert.equal(rejects[0]?.source, "b.csv");
});

test("bad values in a row cost the row", async () => {
  const { rejects } = await imported(
    "bad.jsonl",
    [
      { sku: "1", title: "a", locale: "not a tag!" },
      { sku: "2", title: "b", attributes: "red" },
      { sku: "3", title: "c", validFrom: "01/02/2024" },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ["LOCALE_UNREADABLE", "ATTRIBUTES_UNREADABLE", "TIME_AMBIGUOUS"],
  );
});

test("what a sku names later is told by its epoch, and is a product of its own", async () => {
  const { rows, rejects } = await imported(
    "epochs.csv",
    "sku,title,epoch,valid_from\n1,cup,,\n2,plate,1,\n1,kettle,2,2026-01-11T00:00:00Z\n1,lamp,2,\n",
  );
  assert.deepEqual(
    rows.map(({ id, epoch, title, validFrom }) => [id, epoch, title, validFrom]),
    [
      ["default/1", 1, "cup", null],
      ["default/2", 1, "plate", null],
      ["default/1@2", 2, "kettle", Date.UTC(2026, 0, 11)],
    ],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[5, "PRODUCT_DUPLICATE"]],
  );
});

test("an epoch that counts nothing costs the row", async () => {
  const epochs = [1, "2", "0", "1001", "1.5", "first", -1];
  const { rows, rejects } = await imported(
    "odd-epochs.jsonl",
    epochs.map((epoch, sku) => JSON.stringify({ sku, title: "a", epoch })).join("\n"),
  );
  assert.deepEqual(
    rows.map(({ epoch }) => epoch),
    [1, 2],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [3, 4, 5, 6, 7].map((line) => [line, "EPOCH_UNREADABLE"]),
  );
});

test("missing sku and title are one error with a map for both", async () => {
  const { error } = await imported("m.csv", "ArticleCode,Description\n1,cup\n");
  assert.equal(error?.code, "COLUMN_MISSING");
  assert.match(error?.hint ?? "", /--map sku=ArticleCode --map title=Description/);
});

test("a UBI log holds no products", async () => {
  const { error } = await imported("u.ndjson", "{}\n", { format: "ubi" });
  assert.equal(error?.code, "FORMAT_WITHOUT_PRODUCTS");
});

test("an id that a spreadsheet rounded is none: a catalogue of one product would be left", async () => {
  const path = folder.write("rounded.csv", 'sku,title\n"4,00123E+12",Tent\n4E12,Lamp\n');
  const { rows, rejects } = await readAll(readProducts, [path]);
  assert.deepEqual(
    rows.map(({ sku }) => sku),
    ["4E12"],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[2, "ID_ROUNDED"]],
  );
});

test("categories and attributes that a shop's API tells by objects are read by their names", async () => {
  const file = folder.write(
    "woo-products.json",
    JSON.stringify([
      {
        ...{
          sku: "P1",
          name: "Zelt",
          categories: [
            { id: 9, name: "Camping" },
            { id: 10, name: "Zelte" },
          ],
        },
        attributes: [
          { id: 1, name: "Farbe", options: ["Grün", "Blau"] },
          { id: 0, name: "Gewicht", option: "2 kg" },
          { id: 2, options: ["nameless"] },
          { key: "Gewicht", value: "leicht" },
        ],
      },
      {
        sku: "P2",
        name: "Topf",
        categories: { id: 4, name: "Küche" },
        attributes: {
          size: ["S", { name: "M" }],
          weight: { value: 2, unit: "kg" },
          deep: { a: 1 },
        },
      },
      { sku: "P3", name: "Axt", attributes: ["red"] },
    ]),
  );
  const { rows, rejects } = await readAll(readProducts, [file]);
  assert.deepEqual(
    rows.map(({ categoryPath, attributes }) => [categoryPath, attributes]),
    [
      [["Camping", "Zelte"], { Farbe: "Grün, Blau", Gewicht: "2 kg, leicht" }],
      [["Küche"], { size: "S, M", weight: "2" }],
    ],
  );
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ["ATTRIBUTES_UNREADABLE"],
  );
});
