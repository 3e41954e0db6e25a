import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { integer, nullable, real, text, texts, timestamp } from "../domain/column.ts";
import { defineTable, type RowOf } from "../domain/table.ts";
import { hashParquet } from "./hash-parquet.ts";
import { openParquetWriter, readParquetTable, writeParquetFromSelect } from "./parquet-table.ts";
import { openSql, sqlText } from "./sql.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-hash-"));
const sql = await openSql({ threads: 2, memoryLimit: "1GB", temporaryFolder: folder });
after(() => {
  sql.close();
  rmSync(folder, { recursive: true, force: true });
});

const visits = defineTable("visits", "A key of two columns.", ["site", "id"], {
  site: text("First part of the key."),
  id: integer("Second part of the key."),
  time: nullable(timestamp("A time.")),
});
type Visit = RowOf<typeof visits>;

const visit = (id: number): Visit => ({
  site: id % 2 === 0 ? "ünder" : "x",
  id,
  time: id % 3 === 0 ? null : 1_700_000_000_000 + id,
});
const manyVisits = Array.from({ length: 10_000 }, (_, id) => visit(id));

async function write(name: string, rows: readonly Visit[]) {
  const writer = await openParquetWriter(sql, visits);
  try {
    for (const row of rows) writer.write(row);
    const file = join(folder, name);
    return { file, written: await writer.finish(file) };
  } finally {
    writer.close();
  }
}

test("the hash is one of the rows, whatever their order and however the file is cut", async () => {
  const { file, written } = await write("many.parquet", manyVisits.toReversed());
  assert.equal(written.rows, 10_000);
  const cut = join(folder, "cut.parquet");
  await sql.use((connection) =>
    connection.run(
      `COPY ${sqlText(file)} TO ${sqlText(cut)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    ),
  );
  assert.deepEqual(await hashParquet(sql, visits, cut), written);
});

test("each value counts, in its own column: null is not empty, two columns are not one", async () => {
  const notes = defineTable("notes", "Texts.", ["id"], {
    id: integer("A number."),
    first: nullable(text("A text.")),
    second: nullable(text("A text.")),
    all: texts("Texts."),
    share: real("A share."),
  });
  const note = { id: 1, first: "ab", second: "c", all: ["x", "y"], share: 0.1 };
  const others: RowOf<typeof notes>[] = [
    note,
    { ...note, id: 2 },
    { ...note, first: "a", second: "bc" },
    { ...note, first: null },
    { ...note, first: "" },
    { ...note, second: null },
    { ...note, first: "c", second: "ab" },
    { ...note, all: ["x,y"] },
    { ...note, all: [] },
    { ...note, all: [""] },
    { ...note, share: 0.1 + Number.EPSILON },
  ];
  const contents = new Set<string>();
  for (const other of others) {
    const writer = await openParquetWriter(sql, notes);
    try {
      writer.write(other);
      contents.add((await writer.finish(join(folder, "note.parquet"))).content);
    } finally {
      writer.close();
    }
  }
  assert.equal(contents.size, others.length);
});

test("a folder called like a column and its value says nothing of the rows", async () => {
  const { file, written } = await write("plain.parquet", manyVisits.slice(0, 9));
  const elsewhere = join(folder, "site=y", "id=7", "other=1");
  mkdirSync(elsewhere, { recursive: true });
  const copy = join(elsewhere, "plain.parquet");
  copyFileSync(file, copy);
  assert.deepEqual(await hashParquet(sql, visits, copy), written);
  assert.deepEqual(
    await Array.fromAsync(readParquetTable(sql, visits, [copy])),
    await Array.fromAsync(readParquetTable(sql, visits, [file])),
  );
  const again = join(elsewhere, "again.parquet");
  await sql.use((connection) =>
    writeParquetFromSelect(connection, visits, `SELECT * FROM ${sqlText(file)}`, again),
  );
  assert.deepEqual(await hashParquet(sql, visits, again), written);
});

test("columns that the table does not have leave the hash alone", async () => {
  const { file, written } = await write("own.parquet", manyVisits.slice(0, 9));
  const wider = join(folder, "wider.parquet");
  await sql.use((connection) =>
    connection.run(
      `COPY (SELECT 'more' AS more, time, id, site FROM ${sqlText(file)}) TO ${sqlText(wider)}`,
    ),
  );
  assert.deepEqual(await hashParquet(sql, visits, wider), written);
});

test("a key that stands twice is found wherever it is, half a key that does is none", async () => {
  for (const twice of [0, 2_047, 4_999, 9_999]) {
    await assert.rejects(
      write("twice.parquet", [...manyVisits, { ...visit(twice), time: 5 }]),
      /visits: 10001 rows but 10000 different keys \(site, id\)/,
    );
  }
  const { written } = await write("half.parquet", [visit(1), { ...visit(1), site: "y" }]);
  assert.equal(written.rows, 2);
});
