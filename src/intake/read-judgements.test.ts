import assert from "node:assert/strict";
import { after, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { openSql } from "../sql/sql.ts";
import { readAll, testFolder, writeParquet } from "./import-for-tests.ts";
import type { EventImportOptions } from "./import-item.ts";
import { readJudgements } from "./read-judgements.ts";

const folder = testFolder();
const sql = await openSql({ threads: 1, memoryLimit: "256MB", temporaryFolder: folder.path });
after(() => sql.close());

const judgementsOf = (
  paths: readonly string[],
  options: Partial<EventImportOptions> & { readonly maps?: readonly string[] } = {},
) =>
  readAll((from, given, signal) => readJudgements(from, { ...given, sql }, signal), paths, options);

test("a class comes as a label, a number as a grade, whatever the file's form", async () => {
  const csv =
    "id,query,product_title,product_description,median_relevance,relevance_variance\n" +
    '7,led lights,"LED ""Train""","red\nand &amp; green",4,0.471\n';
  const tsv =
    "search_term\tproduct_uid\tproduct_title\trelevance\ndeck over\t100002\tDeckOver\t2.33\n";
  const jsonl = `${JSON.stringify({ query: "mug", product_id: "B1", relevance: "Relevant", split: "test" })}\n`;
  const parquet = await writeParquet(
    `${folder.path}/rows.parquet`,
    "SELECT 'tea' AS query, 'B2' AS sku, 3 AS grade, 'Acme' AS brand, 'Blue' AS colour",
  );
  const { rows, rejects, error } = await judgementsOf([
    folder.write("a.csv.gz", gzipSync(csv)),
    folder.write("b.tsv.zst", zstdCompressSync(tsv)),
    folder.write("c.jsonl", jsonl),
    parquet,
  ]);
  assert.equal(error, null);
  assert.deepEqual(rejects, []);
  const none = {
    ...{ site: "default", locale: "en-US", sku: null, title: null, description: null },
    ...{ bullets: null, brand: null, colour: null, label: null, grade: null },
    ...{ spread: null, split: null },
  };
  assert.deepEqual(
    rows.map(({ id: _, ...row }) => row),
    [
      {
        ...none,
        ...{ query: "led lights", title: 'LED "Train"', description: "red and & green" },
        ...{ grade: 4, spread: 0.471 },
      },
      { ...none, query: "deck over", sku: "100002", title: "DeckOver", grade: 2.33 },
      { ...none, query: "mug", sku: "B1", label: "Relevant", split: "test" },
      { ...none, query: "tea", sku: "B2", grade: 3, brand: "Acme", colour: "Blue" },
    ],
  );
});

test("a product that is a structure is not taken for a sku", async () => {
  const line = (title: string) =>
    `${JSON.stringify({ query: "mug", product: { title }, rating: 3 })}\n`;
  const file = folder.write("structured.jsonl", line("Tall mug") + line("Small mug"));
  const { rows, rejects, notices } = await judgementsOf([file], {
    maps: ["title=product.title", "grade=rating"],
  });
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ sku, title }) => [sku, title]),
    [
      [null, "Tall mug"],
      [null, "Small mug"],
    ],
  );
  assert.deepEqual(
    notices.map(({ message }) => message),
    ["Columns: title from product.title, grade from rating, query from query."],
  );
  const unnamed = `${JSON.stringify({ query: "mug", product: { words: "Tall" }, rating: 3 })}\n`;
  const { error } = await judgementsOf([folder.write("unnamed.jsonl", unnamed)]);
  assert.equal(error?.code, "COLUMN_MISSING");
});

test("query and product are one judgement, however they are written; the first is kept", async () => {
  const file = folder.write(
    "repeated.csv",
    "query,sku,title,grade\nMugs,B1,Mug,3\n mugs,B1,A mug,3\nmugs,B1,Mug,1\nmugs,B2,Mug,1\n",
  );
  const { rows, rejects } = await judgementsOf([file]);
  assert.deepEqual(
    rows.map(({ query, sku, grade }) => [query, sku, grade]),
    [
      ["Mugs", "B1", 3],
      ["mugs", "B2", 1],
    ],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [
      [3, "JUDGEMENT_REPEATED"],
      [4, "JUDGEMENT_CONTRADICTED"],
    ],
  );
  assert.match(rejects[1]?.message ?? "", /repeated\.csv, line 2/);
});

test("without a sku a product is known by all its words", async () => {
  const file = folder.write(
    "wordy.csv",
    "query,title,description,grade\nmug,Mug,red,3\nmug,Mug,blue,1\nmug,Mug,red,1\n",
  );
  const { rows, rejects } = await judgementsOf([file]);
  assert.equal(rows.length, 2);
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[4, "JUDGEMENT_CONTRADICTED"]],
  );
});

test("what is wrong with a row is told, and its query is not", async () => {
  const file = folder.write(
    "broken.csv",
    "query,sku,grade,spread\n,B1,3,\nann's secret,,3,\nann's secret,B1,,\nann's secret,B1,good,\nann's secret,B1,3,wide\nann's secret,B1\nann's secret,B1,3,\n",
  );
  const { rows, lines, rejects } = await judgementsOf([file]);
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [
      [2, "QUERY_MISSING"],
      [3, "PRODUCT_MISSING"],
      [4, "JUDGEMENT_MISSING"],
      [5, "NUMBER_UNREADABLE"],
      [6, "NUMBER_UNREADABLE"],
      [7, "CSV_FIELD_COUNT"],
    ],
  );
  assert.deepEqual([rows.length, lines], [1, [8]]);
  assert.ok(!JSON.stringify(rejects).includes("secret"));
});

test("a map names the columns, and the error for a missing one proposes it", async () => {
  const file = folder.write("own.csv", "suche,artikel,urteil\nbecher,B1,gut\n");
  const { rows } = await judgementsOf([file], {
    maps: ["query=suche", "sku=artikel", "label=urteil", "split==test"],
  });
  assert.deepEqual(
    rows.map(({ query, sku, label, split }) => [query, sku, label, split]),
    [["becher", "B1", "gut", "test"]],
  );
  for (const [content, hint] of [
    ["query,sku,rating_mean\nmug,B1,2.5\n", /--map grade=rating_mean/],
    ["query,sku,relevance_class\nmug,B1,good\n", /--map label=relevance_class/],
    ["phrase_query,sku,grade\nmug,B1,3\n", /--map query=phrase_query/],
  ] as const) {
    const { error } = await judgementsOf([folder.write("lacking.csv", content)]);
    assert.equal(error?.code, "COLUMN_MISSING");
    assert.match(error?.hint ?? "", hint);
  }
});

test("logs and atomic files hold no judgements", async () => {
  const file = folder.write("ratings.inter", "user_id:token\titem_id:token\nu\ti\n");
  for (const format of ["ubi", "bundlerec", "recbole"] as const) {
    const { error } = await judgementsOf([file], { format });
    assert.equal(error?.code, "FORMAT_WITHOUT_JUDGEMENTS");
  }
  const { error } = await judgementsOf([file]);
  assert.equal(error?.code, "RECBOLE_OTHER_TABLE");
});
