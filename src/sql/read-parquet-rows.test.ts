import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readParquetRows } from "./read-parquet-rows.ts";
import { openSql, sqlText } from "./sql.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-rows-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function rowsOf(select: string, signal = new AbortController().signal) {
  const file = join(folder, "rows.parquet");
  const sql = await openSql({ threads: 1, memoryLimit: "256MB", temporaryFolder: folder });
  await sql.use((connection) =>
    connection.run(`COPY (${select}) TO ${sqlText(file)} (FORMAT parquet)`),
  );
  sql.close();
  return Array.fromAsync(readParquetRows(file, signal));
}

test("numbers of all sizes, texts and truth values are plain values", async () => {
  const [row] = await rowsOf(
    "SELECT 7::BIGINT AS big, 2.50::DECIMAL(9,2) AS exact, 0.5::DOUBLE AS half, 'x' AS word, true AS yes, NULL::INTEGER AS nothing",
  );
  assert.deepEqual(row, { big: 7, exact: 2.5, half: 0.5, word: "x", yes: true, nothing: null });
});

test("timestamps adjusted to UTC are milliseconds since 1970; others are local and name no zone", async () => {
  const local = "TIMESTAMP '2026-01-02 03:04:05.678'";
  const [row] = await rowsOf(
    `SELECT DATE '2026-01-02' AS day, ${local} AS fine, CAST(${local} AS TIMESTAMP_MS) AS coarse,
      CAST(${local} AS TIMESTAMP_NS) AS finest, TIMESTAMPTZ '2026-01-02 03:04:05.678+00' AS adjusted`,
  );
  const time = "2026-01-02T03:04:05.678";
  assert.deepEqual(row, {
    day: "2026-01-02",
    fine: time,
    coarse: time,
    finest: time.replace("T", " "),
    adjusted: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  });
});

test("structures are objects and lists arrays, in each other too", async () => {
  const [row, other] = await rowsOf(
    `SELECT {
      'object': { 'object_id': 'B1', 'ordinal': 3::BIGINT, 'time': TIMESTAMP '1970-01-01 00:00:01' },
      'hits': ['a', NULL],
      'parts': [{ 'n': 1.5::DECIMAL(4,1) }],
      'none': NULL::VARCHAR
    } AS nested
    UNION ALL SELECT NULL`,
  );
  assert.deepEqual(row, {
    nested: {
      object: { object_id: "B1", ordinal: 3, time: "1970-01-01T00:00:01.000" },
      hits: ["a", null],
      parts: [{ n: 1.5 }],
      none: null,
    },
  });
  assert.deepEqual(other, { nested: null });
});

test("rows come in the order of the file; an abort ends it with its reason", async () => {
  const rows = await rowsOf("SELECT i::INTEGER AS i FROM range(5000) r(i)");
  assert.deepEqual(
    rows.map(({ i }) => i),
    Array.from({ length: 5000 }, (_, index) => index),
  );
  const reason = new Error("enough");
  await assert.rejects(rowsOf("SELECT 1 AS i", AbortSignal.abort(reason)), reason);
});
