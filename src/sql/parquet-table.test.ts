import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { z } from "zod";
import {
  boolean,
  integer,
  json,
  nullable,
  real,
  text,
  texts,
  timestamp,
} from "../domain/column.ts";
import { defineTable, type RowOf } from "../domain/table.ts";
import { openParquetWriter, readParquetTable, writeJsonLines } from "./parquet-table.ts";
import { readParquetRows } from "./read-parquet-rows.ts";
import { openSql } from "./sql.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-sql-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const samples = defineTable("samples", "One of each column type.", ["group", "id"], {
  group: text("First part of the key."),
  id: integer("Second part of the key."),
  weight: nullable(real("A double.")),
  good: boolean("A flag."),
  time: nullable(timestamp("A time.")),
  words: texts("A list."),
  extra: json(z.record(z.string(), z.int()), "A map."),
});

function rowsInDisorder(count: number): RowOf<typeof samples>[] {
  return Array.from({ length: count }, (_, index) => ({
    group: `g${(index * 7) % 13}`,
    id: index,
    weight: index % 5 === 0 ? null : index / 3,
    good: index % 2 === 0,
    time: index % 7 === 0 ? null : 1_700_000_000_000 + index,
    words: index % 3 === 0 ? [] : [`w${index}`, 'it\'s "quoted" – ü'],
    extra: index % 4 === 0 ? {} : { b: index, a: 1 },
  }));
}

async function write(name: string, threads: number, rows: readonly RowOf<typeof samples>[]) {
  const sql = await openSql({ threads, memoryLimit: "1GB", temporaryFolder: folder });
  const writer = await openParquetWriter(sql, samples);
  for (const row of rows) writer.write(row);
  const file = join(folder, name);
  const written = await writer.finish(file);
  writer.close();
  return { sql, file, written };
}

test("rows come back as they went in, sorted by the key", async () => {
  const rows = rowsInDisorder(5000);
  const { sql, file, written } = await write("round-trip.parquet", 2, rows);
  const back = await Array.fromAsync(readParquetTable(sql, samples, [file]));
  const sorted = rows.toSorted((a, b) =>
    a.group < b.group ? -1 : a.group > b.group ? 1 : a.id - b.id,
  );
  assert.deepEqual(back, sorted);
  assert.equal(written.rows, 5000);
  sql.close();
});

test("order of arrival and threads leave content and bytes alone; a changed value does not", async () => {
  const rows = rowsInDisorder(3000);
  const one = await write("one.parquet", 1, rows);
  const two = await write("two.parquet", 2, rows.toReversed());
  const changed = await write(
    "changed.parquet",
    2,
    rows.map((row, index) => (index === 17 ? { ...row, weight: 0.5 } : row)),
  );
  assert.equal(one.written.content, two.written.content);
  assert.deepEqual(readFileSync(one.file), readFileSync(two.file));
  assert.notEqual(one.written.content, changed.written.content);
  for (const { sql } of [one, two, changed]) sql.close();
});

test("JSON lines hold times with their zone and JSON as itself", async () => {
  const { sql, file } = await write("for-lines.parquet", 1, rowsInDisorder(2));
  const lines = join(folder, "rows.jsonl");
  await writeJsonLines(sql, samples, file, lines);
  const rows = readFileSync(lines, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(rows[1], {
    group: "g7",
    id: 1,
    weight: 1 / 3,
    good: false,
    time: "2023-11-14T22:13:20.001Z",
    words: ["w1", 'it\'s "quoted" – ü'],
    extra: { a: 1, b: 1 },
  });
  sql.close();
});

test("an empty table is a file with no rows", async () => {
  const { sql, file, written } = await write("empty.parquet", 1, []);
  assert.equal(written.rows, 0);
  assert.deepEqual(await Array.fromAsync(readParquetTable(sql, samples, [file])), []);
  sql.close();
});

test("two rows with one key are refused", async () => {
  const rows = rowsInDisorder(3);
  await assert.rejects(write("twice.parquet", 1, [...rows, ...rows.slice(0, 1)]), /different keys/);
});

test("a Parquet file cut in half is named, with what to do", async () => {
  const { sql, file } = await write("cut.parquet", 1, rowsInDisorder(3000));
  truncateSync(file, 900);
  await assert.rejects(
    Array.fromAsync(readParquetRows(file, new AbortController().signal)),
    (error: { code?: string; message: string; hint?: string }) =>
      error.code === "PARQUET_UNREADABLE" &&
      error.message.includes("cut.parquet") &&
      /copy the file again/.test(error.hint ?? ""),
  );
  sql.close();
});
