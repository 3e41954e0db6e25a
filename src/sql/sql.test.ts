import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { text } from "../domain/column.ts";
import { defineTable } from "../domain/table.ts";
import { openParquetWriter } from "./parquet-table.ts";
import { openSql, type Sql } from "./sql.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-spill-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const openIn = (temporaryFolder: string, memoryLimit: string): Promise<Sql> =>
  openSql({ threads: 1, memoryLimit, temporaryFolder });

/** Of some 35 MB. */
const sortMuch = (sql: Sql): Promise<unknown> =>
  sql.use((connection) =>
    connection.run(
      "CREATE TEMP TABLE sorted AS SELECT md5(CAST(i AS VARCHAR)) AS word FROM range(800_000) AS list(i) ORDER BY word",
    ),
  );

test("what memory can't hold goes to a folder that was not there, and is gone after", async () => {
  const parent = join(folder, "not", "there", "yet");
  const sql = await openIn(parent, "30MB");
  let spilled: readonly string[] = [];
  await sql.use(async (connection) => {
    await connection.run(
      "CREATE TEMP TABLE words AS SELECT md5(CAST(i AS VARCHAR)) AS word FROM range(800_000) AS list(i)",
    );
    await connection.run("CREATE TEMP TABLE sorted AS SELECT word FROM words ORDER BY word");
    const [own = ""] = readdirSync(parent);
    spilled = readdirSync(join(parent, own));
    const reader = await connection.runAndReadAll(
      "SELECT (SELECT count(*) FROM sorted), (SELECT word FROM sorted LIMIT 1) = (SELECT min(word) FROM words)",
    );
    assert.deepEqual(reader.getRows(), [[800_000n, true]]);
  });
  assert.notDeepEqual(spilled, [], "nothing was spilled: the test sorts too little");
  sql.close();
  assert.deepEqual(readdirSync(parent), []);
});

test("two engines in one folder leave each other's alone", async () => {
  const [one, other] = [await openIn(folder, "1GB"), await openIn(folder, "1GB")];
  const before = readdirSync(folder).length;
  one.close();
  assert.equal(readdirSync(folder).length, before - 1);
  other.close();
});

test("memory too small to work at all is named, with what to raise", async () => {
  const limited = { code: "MEMORY_LIMIT", hint: /sql\.memory-limit/ };
  const sql = await openIn(folder, "1MB");
  await assert.rejects(sortMuch(sql), limited);
  sql.close();

  const tiny = await openIn(folder, "100KB");
  const words = defineTable("words", "One column.", ["word"], { word: text("A word.") });
  await assert.rejects(async () => {
    const writer = await openParquetWriter(tiny, words);
    try {
      for (let index = 0; index < 10_000; index++) writer.write({ word: `${index}`.repeat(20) });
      await writer.finish(join(folder, "tiny.parquet"));
    } finally {
      writer.close();
    }
  }, limited);
  tiny.close();
});

test("without a place to spill to, small work is done and large work says which place", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const sql = await openIn(file, "30MB");
  await sql.use((connection) => connection.run("SELECT 1"));
  await assert.rejects(sortMuch(sql), { code: "NOT_WRITABLE", message: /a-file/ });
  sql.close();
  assert.ok(existsSync(file));
});
