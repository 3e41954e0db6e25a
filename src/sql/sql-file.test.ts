import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { sqlFromFile } from "./sql-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-sql-file-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): URL {
  const path = join(folder, "query.sql");
  writeFileSync(path, text);
  return pathToFileURL(path);
}

test("names stand for files and numbers; casts stay", () => {
  const sql = sqlFromFile(file("SELECT x::BIGINT FROM :rows WHERE y > :cut LIMIT :most"), {
    rows: { files: ["it's.parquet"] },
    cut: 0.1,
    most: 5,
  });
  assert.equal(
    sql,
    "SELECT x::BIGINT FROM read_parquet(['it''s.parquet'], hive_partitioning = false) WHERE y > CAST(0.1 AS DOUBLE) LIMIT 5",
  );
});

test("a query stands for a name in brackets", () => {
  const value = { query: "SELECT 1 AS x" };
  assert.equal(
    sqlFromFile(file("FROM :inner AS one"), { inner: value }),
    "FROM (SELECT 1 AS x) AS one",
  );
});

test("a name without a value, or with no number, is an error", () => {
  assert.throws(() => sqlFromFile(file("SELECT :cut"), {}), /:cut is undefined/);
  assert.throws(() => sqlFromFile(file("SELECT :cut"), { cut: Number.NaN }), /:cut is NaN/);
});
