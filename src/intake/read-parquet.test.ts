import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readAll, testFolder, writeParquet } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";
import { readProducts } from "./read-products.ts";

const folder = testFolder();

const parquet = (name: string, select: string): Promise<string> =>
  writeParquet(join(folder.path, name), select);

test("events with the engine's own types", async () => {
  const file = await parquet(
    "events.parquet",
    `SELECT TIMESTAMP '2024-05-01 10:00:00' + to_seconds(i) AS time, 'purchase' AS kind, i::BIGINT AS order_id,
      'sku-' || i AS sku, 2::DECIMAL(9,2) AS quantity, NULL::VARCHAR AS query FROM range(2500) r(i)`,
  );
  const { rows, lines, rejects } = await readAll(readEvents, [file]);
  assert.deepEqual(rejects, []);
  assert.equal(rows.length, 2500);
  const last = rows.at(-1);
  assert.deepEqual(
    [last?.time, last?.session, last?.product, last?.quantity, last?.query],
    [Date.UTC(2024, 4, 1, 10, 41, 39), "2499", "sku-2499", 2, null],
  );
  assert.equal(lines.at(-1), 2500);
});

test("timestamps that are not adjusted to UTC are read in the zone given, others are not", async () => {
  const timeOf = async (name: string, column: string) => {
    const file = await parquet(name, `SELECT 's' AS session, 'a' AS sku, ${column} AS time`);
    const { rows } = await readAll(readEvents, [file], { timeZone: "Europe/Paris" });
    return rows[0]?.time;
  };
  const noon = "'2024-07-01 12:00:00'";
  assert.equal(await timeOf("local.parquet", `TIMESTAMP ${noon}`), Date.UTC(2024, 6, 1, 10));
  assert.equal(
    await timeOf("utc.parquet", `TIMESTAMPTZ '2024-07-01 12:00:00+00'`),
    Date.UTC(2024, 6, 1, 12),
  );
  const milliseconds = `${Date.UTC(2024, 6, 1, 12)}::BIGINT`;
  assert.equal(await timeOf("number.parquet", milliseconds), Date.UTC(2024, 6, 1, 12));
});

test("products with lists", async () => {
  const file = await parquet(
    "products.parquet",
    "SELECT 1 AS sku, 'Cup' AS title, ['Home & Kitchen', 'Cups'] AS category_path",
  );
  const { rows } = await readAll(readProducts, [file]);
  assert.deepEqual(rows[0]?.categoryPath, ["Home & Kitchen", "Cups"]);
});

test("a file cut in half is named, said to be incomplete, and to be copied again", async () => {
  const whole = await parquet(
    "whole.parquet",
    "SELECT 'a' || i AS sku, 'b' AS title FROM range(9) r(i)",
  );
  const bytes = readFileSync(whole);
  const half = folder.write("half.parquet", bytes.subarray(0, bytes.length / 2));
  const { error } = await readAll(readProducts, [half]);
  assert.equal(error?.code, "PARQUET_UNREADABLE");
  assert.match(error?.message ?? "", /half\.parquet/);
  assert.match(error?.hint ?? "", /incomplete.*copy the file again/i);
});

test("a missing column is told as for any other format", async () => {
  const file = await parquet("wrong.parquet", "SELECT 1 AS ArticleCode");
  const { error } = await readAll(readProducts, [file]);
  assert.match(error?.message ?? "", /no column for sku, title\. Its columns: ArticleCode\./);
});
