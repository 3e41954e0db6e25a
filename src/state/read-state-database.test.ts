import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openStateDatabase } from "./open-state-database.ts";
import { isReadOnly, openToRead } from "./read-state-database.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-read-state-"));
after(() => rmSync(folder, { recursive: true }));

const migrations = ["CREATE TABLE seen (id TEXT PRIMARY KEY) STRICT"];

function written(name: string): string {
  const file = join(folder, name);
  const database = openStateDatabase(file, { migrations, synchronous: "normal" });
  assert.equal(database.isReadOnly, false);
  database.prepare("INSERT INTO seen VALUES (?)").run("tent");
  database.close();
  return file;
}

test("what is there is read, and a write is an error", () => {
  const database = openToRead(written("there.db"), migrations);
  assert.deepEqual({ ...database.prepare("SELECT id FROM seen").get() }, { id: "tent" });
  assert.throws(() => database.exec("INSERT INTO seen VALUES ('lamp')"), /readonly/);
  database.close();
});

test("a file that is not there is an empty one, and is not made", () => {
  const file = join(folder, "none.db");
  const database = openToRead(file, migrations);
  assert.deepEqual(database.prepare("SELECT id FROM seen").all(), []);
  assert.throws(() => database.exec("INSERT INTO seen VALUES ('lamp')"), /readonly|query_only/);
  database.close();
  assert.equal(existsSync(file), false);
});

test("a file of an older cosmo can't be brought up to date where nobody may write", () => {
  const newer = [...migrations, "CREATE TABLE more (id TEXT) STRICT"];
  assert.throws(() => openToRead(written("older.db"), newer), {
    code: "STATE_UNUSABLE",
    message: /older\.db is of an older cosmo \(version 1, this one has 2\), and .* is read-only/,
    hint: /cosmo status/,
  });
});

test("a folder that may be written, or will be made in one, is not read-only", () => {
  assert.equal(isReadOnly(folder), false);
  assert.equal(isReadOnly(join(folder, "not", "there")), false);
});
