import assert from "node:assert/strict";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { openStateDatabase } from "./open-state-database.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-state-"));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = () => join(folder, `${++files}`, "deep", "test.db");
const migrations = ["CREATE TABLE numbers (n INTEGER NOT NULL) STRICT"];
const open = (file: string, more: readonly string[] = []) =>
  openStateDatabase(file, { migrations: [...migrations, ...more], synchronous: "normal" });

const coded = (code: string, file: string) => (error: unknown) => {
  assert(error instanceof CosmoError, String(error));
  assert.equal(error.code, code);
  assert(error.message.includes(file), error.message);
  assert.notEqual(error.hint, "");
  return true;
};

test("a new file is made with its folder, in WAL mode, durable as asked, with foreign keys", () => {
  const database = openStateDatabase(newFile(), { migrations, synchronous: "full" });
  const pragma = (name: string) =>
    Object.values(database.prepare<Record<string, unknown>>(`PRAGMA ${name}`).get() ?? {})[0];
  assert.equal(pragma("journal_mode"), "wal");
  assert.equal(pragma("synchronous"), 2);
  assert.equal(pragma("foreign_keys"), 1);
  assert.equal(pragma("busy_timeout"), 10_000);
  database.close();
  const disposable = open(newFile());
  const durability = disposable.prepare<{ synchronous: number }>("PRAGMA synchronous").get();
  assert.equal(durability?.synchronous, 1);
  disposable.close();
});

test("rows stay, and later migrations run once, on the rows of the older version", () => {
  const file = newFile();
  const first = open(file);
  first.prepare("INSERT INTO numbers VALUES (?)").run(7);
  first.close();
  const second = [
    "ALTER TABLE numbers ADD COLUMN twice INTEGER",
    "UPDATE numbers SET twice = n * 2",
  ];
  for (let opened = 0; opened < 2; opened++) {
    const database = open(file, second);
    const row = database.prepare<{ n: number; twice: number }>("SELECT * FROM numbers").get();
    assert.deepEqual({ ...row }, { n: 7, twice: 14 });
    database.prepare("UPDATE numbers SET twice = 14").run();
    database.close();
  }
});

const permissions = (path: string) => (statSync(path).mode & 0o777).toString(8);
const withoutPermissions = process.platform === "win32" && "Windows has no such permissions";

test("nobody but the owner may read the file, those beside it and their folder", {
  skip: withoutPermissions,
}, () => {
  const file = newFile();
  const database = open(file);
  database.prepare("INSERT INTO numbers VALUES (1)").run();
  const names = readdirSync(dirname(file)).toSorted();
  assert.deepEqual(names, ["test.db", "test.db-shm", "test.db-wal"]);
  for (const name of names) assert.equal(permissions(join(dirname(file), name)), "600", name);
  assert.equal(permissions(dirname(file)), "700");
  const asElsewhere = (0o777 & ~process.umask()).toString(8);
  assert.equal(permissions(dirname(dirname(file))), asElsewhere, "only the folder of the state");
  database.close();
});

test("a file that its owner shares stays shared", { skip: withoutPermissions }, () => {
  const file = newFile();
  open(file).close();
  chmodSync(file, 0o640);
  open(file).close();
  assert.equal(permissions(file), "640");
});

test("a migration that fails leaves the version and the tables before it", () => {
  const file = newFile();
  assert.throws(() => open(file, ["CREATE TABLE half (a TEXT) STRICT; CREATE TABEL broken"]));
  const database = open(file);
  const tables = database.prepare<{ name: string }>("SELECT name FROM sqlite_schema").all();
  assert.deepEqual(
    tables.map((table) => table.name),
    ["numbers"],
  );
  database.close();
});

test("a file of a newer program is refused and left alone", () => {
  const file = newFile();
  open(file, ["CREATE TABLE later (a TEXT) STRICT"]).close();
  assert.throws(() => open(file), coded("STATE_TOO_NEW", file));
  open(file, ["CREATE TABLE later (a TEXT) STRICT"]).close();
});

test("a file that is no database, or a database with a hole, is named as damaged", () => {
  const junk = newFile();
  open(junk).close();
  writeFileSync(junk, "not a database at all ".repeat(500));
  assert.throws(() => open(junk), coded("STATE_DAMAGED", junk));

  const cut = newFile();
  const database = open(cut);
  const insert = database.prepare("INSERT INTO numbers VALUES (?)");
  database.transaction(() => {
    for (let n = 0; n < 5_000; n++) insert.run(n);
  });
  database.close();
  truncateSync(cut, 8192);
  assert.throws(
    () => {
      const half = open(cut);
      try {
        half.prepare("SELECT sum(n) FROM numbers").get();
      } finally {
        half.close();
      }
    },
    coded("STATE_DAMAGED", cut),
  );
});

test("a full disk is named by its folder, and what was committed stays", () => {
  const file = newFile();
  const database = open(file);
  const insert = database.prepare("INSERT INTO numbers VALUES (?)");
  insert.run(1);
  // SQLite answers a file that may not grow as it answers a disk without space.
  database.execute("PRAGMA max_page_count = 3");
  const fill = () =>
    database.transaction(() => {
      for (let n = 0; n < 5_000; n++) insert.run(n);
    });
  assert.throws(fill, coded("DISK_FULL", dirname(file)));
  assert.throws(fill, coded("DISK_FULL", dirname(file)), "and again, not an error of its own");
  database.execute("PRAGMA max_page_count = 100000");
  insert.run(2);
  assert.equal(database.prepare<{ c: number }>("SELECT count(*) c FROM numbers").get()?.c, 2);
  database.close();
});

test("a folder that cannot be made is named", () => {
  const file = join(newFile(), "test.db");
  open(dirname(file)).close();
  assert.throws(() => open(file), coded("STATE_UNUSABLE", file));
  assert.throws(() => open(folder), coded("STATE_UNUSABLE", folder));
});

test("a transaction is whole or nothing", () => {
  const database = open(newFile());
  const insert = database.prepare("INSERT INTO numbers VALUES (?)");
  const count = () => database.prepare<{ c: number }>("SELECT count(*) c FROM numbers").get()?.c;
  const boom = new Error("boom");
  assert.throws(
    () =>
      database.transaction(() => {
        insert.run(1);
        throw boom;
      }),
    boom,
  );
  assert.equal(count(), 0);
  assert.equal(
    database.transaction(() => insert.run(1) + insert.run(2)),
    2,
  );
  assert.equal(count(), 2);
  database.close();
});

test("a write that returns a row fails aloud where its commit fails", () => {
  const database = open(newFile(), [
    `CREATE TABLE parents (n INTEGER PRIMARY KEY) STRICT;
     CREATE TABLE children (n INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED) STRICT`,
  ]);
  const insert = database.prepare<{ n: number }>("INSERT INTO children VALUES (1) RETURNING n");
  assert.throws(() => insert.get(), /FOREIGN KEY/);
  database.execute("INSERT INTO parents VALUES (1)");
  assert.equal(insert.get()?.n, 1);
  database.close();
});

test("integers are never rounded: the largest safe one returns, one beyond throws", () => {
  const database = open(newFile());
  const insert = database.prepare("INSERT INTO numbers VALUES (?)");
  const read = database.prepare<{ n: number }>("SELECT n FROM numbers ORDER BY rowid DESC");
  insert.run(Number.MAX_SAFE_INTEGER);
  assert.equal(read.get()?.n, Number.MAX_SAFE_INTEGER);
  insert.run(2n ** 53n + 1n);
  assert.throws(() => read.get(), RangeError);
  assert.throws(() => insert.run(1.5), /cannot store REAL/);
  database.close();
});

test("two connections write to one file in turn", () => {
  const file = newFile();
  const one = open(file);
  const other = open(file);
  one.prepare("INSERT INTO numbers VALUES (1)").run();
  other.prepare("INSERT INTO numbers VALUES (2)").run();
  assert.equal(one.prepare<{ c: number }>("SELECT count(*) c FROM numbers").get()?.c, 2);
  other.execute("PRAGMA busy_timeout = 1");
  one.transaction(() => {
    assert.throws(
      () => other.prepare("INSERT INTO numbers VALUES (3)").run(),
      coded("STATE_BUSY", file),
    );
    open(file).close(); // An open transaction is in nobody's way who only opens and reads.
  });
  one.close();
  other.close();
});
