import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import { openSql } from "./sql.ts";
import { sqlRows } from "./sql-rows.ts";

test("a table that nobody wrote has its columns and no rows", async () => {
  const temporaryFolder = mkdtempSync(join(tmpdir(), "cosmo-sql-"));
  const sql = await openSql({ threads: 1, memoryLimit: "1GB", temporaryFolder });
  try {
    const rows = sqlRows(shownQueries, { files: [] });
    assert.ok(typeof rows === "object" && "query" in rows);
    const reader = await sql.use((connection) =>
      connection.runAndReadAll(`SELECT place + 1, titles[1] AS first FROM (${rows.query})`),
    );
    assert.deepEqual(reader.getRows(), []);
    assert.deepEqual(sqlRows(shownQueries, { files: ["a"] }), { files: ["a"] });
  } finally {
    sql.close();
    rmSync(temporaryFolder, { recursive: true });
  }
});
