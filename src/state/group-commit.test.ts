import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { openGroupCommit } from "./group-commit.ts";
import { openStateDatabase, type StateDatabaseOptions } from "./open-state-database.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-group-commit-"));
after(() => rmSync(folder, { recursive: true }));

const options: StateDatabaseOptions = {
  migrations: ["CREATE TABLE numbers (n INTEGER PRIMARY KEY) STRICT"],
  synchronous: "full",
};
let files = 0;
function open() {
  const file = join(folder, `${++files}`, "test.db");
  const database = openStateDatabase(file, options);
  const writer = openGroupCommit(file, options);
  const numbers = () =>
    database
      .prepare<{ n: number }>("SELECT n FROM numbers ORDER BY n")
      .all()
      .map(({ n }) => n);
  return { file, database, writer, numbers };
}

test("a write is in the file when its promise resolves, and gives the rows that it returns", async () => {
  const { database, writer, numbers } = open();
  const insert = writer.prepare<{ n: number }>(
    "INSERT INTO numbers SELECT 1 + coalesce(max(n), ?) FROM numbers RETURNING n",
  );
  assert.deepEqual(
    (await insert(6)).map(({ n }) => n),
    [7],
  );
  assert.deepEqual(numbers(), [7]);
  const more = await Promise.all([insert(0), insert(0), insert(0)]);
  assert.deepEqual(
    more.map(([row]) => row?.n),
    [8, 9, 10],
    "in the order of writing",
  );
  await writer.close();
  database.close();
});

test("a group is written whole or not at all, and the next one goes on", async () => {
  const { database, writer, numbers } = open();
  const insert = writer.prepare("INSERT INTO numbers VALUES (?)");
  const together = [insert(1), insert(1), insert(2)];
  for (const { status } of await Promise.allSettled(together)) assert.equal(status, "rejected");
  assert.deepEqual(numbers(), []);
  await insert(3);
  assert.deepEqual(numbers(), [3]);
  await writer.close();
  database.close();
});

test("a full disk reaches every writer of the group as the error that it is here", async () => {
  const { file, database, writer } = open();
  await writer.prepare("PRAGMA max_page_count = 3")();
  const insert = writer.prepare("INSERT INTO numbers VALUES (?)");
  const settled = await Promise.allSettled(Array.from({ length: 5_000 }, (_, n) => insert(n)));
  for (const outcome of settled) {
    assert(outcome.status === "rejected" && outcome.reason instanceof CosmoError);
    assert.equal(outcome.reason.code, "DISK_FULL");
    assert(outcome.reason.message.includes(join(file, "..")) && outcome.reason.hint !== "");
  }
  await writer.close();
  database.close();
});

test("closing waits for what is being written; after it nothing is written", async () => {
  const { file, database, writer, numbers } = open();
  const insert = writer.prepare("INSERT INTO numbers VALUES (?)");
  const written = insert(1);
  await writer.close();
  await written;
  await assert.rejects(insert(2), /is closed/);
  assert.deepEqual(numbers(), [1]);
  database.close();
  assert(!existsSync(`${file}-wal`), "nobody has the file open");
});
