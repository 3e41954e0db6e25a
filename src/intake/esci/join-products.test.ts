import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { openSql } from "../../sql/sql.ts";
import { readAll, testFolder, writeParquet } from "../import-for-tests.ts";
import type { EventImportOptions } from "../import-item.ts";
import { readJudgements } from "../read-judgements.ts";

const folder = testFolder();
folder.write("esci/readme.txt", "");
const esci = join(folder.path, "esci");
const sql = await openSql({ threads: 2, memoryLimit: "256MB", temporaryFolder: folder.path });
after(() => sql.close());

/** With the columns of the official files, in their order. */
const examples = await writeParquet(
  join(esci, "shopping_queries_dataset_examples.parquet"),
  `SELECT example_id::BIGINT AS example_id, query, query_id::BIGINT AS query_id, product_id, product_locale, esci_label,
    1::BIGINT AS small_version, 1::BIGINT AS large_version, split
  FROM (VALUES
    (0, 'tea cups', 1, 'B1', 'us', 'E', 'train'),
    (1, 'taza', 2, 'B1', 'es', 'S', 'test'),
    (2, 'tea cups', 1, 'gone', 'us', 'I', 'train'),
    (3, 'tea cups', 1, 'B2', 'us', 'C', 'train')
  ) AS rows(example_id, query, query_id, product_id, product_locale, esci_label, split)`,
);
const productsOf = (file: string, values: string) =>
  writeParquet(
    file,
    `SELECT * FROM (VALUES ${values}) AS rows(product_id, product_title, product_description, product_bullet_point, product_brand, product_color, product_locale)`,
  );
const products = await productsOf(
  join(esci, "shopping_queries_dataset_products.parquet"),
  `('B2', 'Saucer', NULL, NULL, NULL, NULL, 'us'),
   ('B1', 'Tea &amp; Cups', 'For <b>tea</b>', 'holds heat', 'Acme', 'Blue', 'us'),
   ('B1', 'Taza', NULL, NULL, 'Acme', 'Azul', 'es')`,
);

const judgementsOf = (paths: readonly string[], options: Partial<EventImportOptions> = {}) =>
  readAll((from, given, signal) => readJudgements(from, { ...given, sql }, signal), paths, options);

test("each example comes with the words of its product in its marketplace, in the order of the file", async () => {
  for (const format of [null, "esci"] as const) {
    const { rows, lines, rejects, notices, error } = await judgementsOf([esci], { format });
    assert.equal(error, null);
    assert.deepEqual(rejects, []);
    assert.deepEqual(lines, [1, 2, 3, 4]);
    assert.deepEqual(
      rows.map(({ site, locale, query, sku, title, label, split }) => [
        ...[site, locale, query, sku],
        ...[title, label, split],
      ]),
      [
        ["us", "en-US", "tea cups", "B1", "Tea & Cups", "E", "train"],
        ["es", "es-ES", "taza", "B1", "Taza", "S", "test"],
        ["us", "en-US", "tea cups", "gone", null, "I", "train"],
        ["us", "en-US", "tea cups", "B2", "Saucer", "C", "train"],
      ],
    );
    const [first] = rows;
    assert.deepEqual(
      [first?.description, first?.bullets, first?.brand, first?.colour],
      ["For <b>tea</b>", "holds heat", "Acme", "Blue"],
    );
    assert.ok(notices.some(({ code }) => code === "SITES_TAKEN"));
  }
});

test("examples alone are judgements of ids; it is told where the words are", async () => {
  const { rows, notices } = await judgementsOf([examples]);
  assert.deepEqual(
    rows.map(({ title }) => title),
    [null, null, null, null],
  );
  const notice = notices.find(({ code }) => code === "PRODUCT_WORDS_MISSING");
  assert.match(notice?.message ?? "", /shopping_queries_dataset_products\.parquet/);
});

test("a product that stands twice lends its first words, and no example is judged twice", async () => {
  const twice = await productsOf(
    join(folder.path, "twice.parquet"),
    `('B1', 'Zebra cup', NULL, NULL, NULL, NULL, 'us'), ('B1', 'A cup', NULL, NULL, NULL, NULL, 'us')`,
  );
  const { rows, rejects, notices } = await judgementsOf([examples, twice]);
  assert.deepEqual([rows.length, rows[0]?.title, rejects], [4, "Zebra cup", []]);
  const notice = notices.find(({ code }) => code === "ESCI_PRODUCT_TWICE");
  assert.match(notice?.message ?? "", /1 further row left/);
});

test("products alone judge nothing; beside other judgements they are told as not read", async () => {
  const { error } = await judgementsOf([products]);
  assert.equal(error?.code, "COLUMN_MISSING");
  const own = folder.write("own.csv", "query,sku,grade\ntea,B1,3\n");
  const { rows, notices } = await judgementsOf([own, products]);
  assert.equal(rows.length, 1);
  assert.ok(notices.some(({ code }) => code === "FILE_UNUSED"));
});

test("files that cannot be joined are named", async () => {
  const odd = await writeParquet(
    join(folder.path, "odd.parquet"),
    "SELECT 'B1' AS product_id, 'Cup' AS product_title, 'us' AS product_locale",
  );
  const { error } = await judgementsOf([examples, odd]);
  assert.equal(error?.code, "PARQUET_UNREADABLE");
  assert.match(error?.message ?? "", /odd\.parquet/);
});
