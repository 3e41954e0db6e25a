import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readAll, testFolder, writeParquet } from "../import-for-tests.ts";
import { readEvents } from "../read-events.ts";
import { readProducts } from "../read-products.ts";

const folder = testFolder();
folder.write("esci/readme.txt", "");
const esci = join(folder.path, "esci");

/** With the columns of the official file, in its order. */
const products = await writeParquet(
  join(esci, "shopping_queries_dataset_products.parquet"),
  `SELECT * FROM (VALUES
    ('B1', 'Tea &amp; Cups', 'For <b>tea</b>', 'holds heat', 'Acme', 'Blue', 'us'),
    ('B2', NULL, NULL, NULL, NULL, NULL, 'us'),
    ('B1', 'Taza', NULL, NULL, 'Acme', 'Azul', 'es'),
    ('B3', '急須', NULL, NULL, NULL, NULL, 'jp')
  ) AS rows(product_id, product_title, product_description, product_bullet_point, product_brand, product_color, product_locale)`,
);
const examples = await writeParquet(
  join(esci, "shopping_queries_dataset_examples.parquet"),
  `SELECT 0::BIGINT AS example_id, 'tea cups' AS query, 0::BIGINT AS query_id, 'B1' AS product_id,
    'us' AS product_locale, 'E' AS esci_label, 0::BIGINT AS small_version, 1::BIGINT AS large_version,
    'train' AS split`,
);

test("products come with brand, colour, language, and the marketplace as their site", async () => {
  for (const format of [null, "esci"] as const) {
    const { rows, lines, rejects, notices, error } = await readAll(readProducts, [products], {
      format,
    });
    assert.equal(error, null);
    assert.deepEqual(
      rows.map(({ id, title, locale, attributes }) => [id, title, locale, attributes]),
      [
        ["us/B1", "Tea & Cups", "en-US", { brand: "Acme", color: "Blue" }],
        ["es/B1", "Taza", "es-ES", { brand: "Acme", color: "Azul" }],
        ["jp/B3", "急須", "ja-JP", {}],
      ],
    );
    assert.deepEqual(lines, [1, 3, 4]);
    assert.deepEqual(
      rejects.map(({ line, code }) => [line, code]),
      [[2, "TITLE_MISSING"]],
    );
    assert.match(
      notices.find(({ code }) => code === "COLUMNS_UNUSED")?.message ?? "",
      /product_description, product_bullet_point/,
    );
    assert.ok(notices.some(({ code }) => code === "SITES_TAKEN"));
  }
});

test("a site of the shop's own stands above the marketplace; then one id of two is told", async () => {
  const { rows, rejects } = await readAll(readProducts, [products], { site: "shop" });
  assert.deepEqual(
    rows.map(({ id }) => id),
    ["shop/B1", "shop/B3"],
  );
  assert.ok(rejects.some(({ code, line }) => code === "PRODUCT_DUPLICATE" && line === 3));
});

test("a map says what the columns are, and the file is read as a table of one's own", async () => {
  const { rows } = await readAll(readProducts, [products], { maps: ["productType==cup"] });
  assert.deepEqual([rows[0]?.id, rows[0]?.productType], ["default/B1", "cup"]);
  const { error } = await readAll(readProducts, [products], {
    format: "esci",
    maps: ["productType==cup"],
  });
  assert.equal(error?.code, "MAP_UNUSED");
});

test("the folder of the data set gives its products; the judgements are told as not read", async () => {
  const { rows, notices, error } = await readAll(readProducts, [esci], { format: "esci" });
  assert.equal(error, null);
  assert.equal(rows.length, 3);
  assert.match(
    notices.find(({ code }) => code === "FILE_UNUSED")?.message ?? "",
    /examples\.parquet holds judgements/,
  );
});

test("judgements are no products and no events, and the next step is told", async () => {
  for (const reader of [readProducts, readEvents]) {
    const { rows, error } = await readAll<{ id: string }>(reader, [examples]);
    assert.deepEqual(rows, []);
    assert.equal(error?.code, "ESCI_JUDGEMENTS");
    assert.match(error?.message ?? "", /examples\.parquet holds judgements/);
    assert.match(error?.hint ?? "", /cosmo import products shopping_queries_dataset_products/);
  }
  const { error } = await readAll(readEvents, [examples], { format: "esci" });
  assert.equal(error?.code, "FORMAT_WITHOUT_EVENTS");
});
