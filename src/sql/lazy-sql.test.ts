import assert from "node:assert/strict";
import { test } from "node:test";
import { lazySql } from "./lazy-sql.ts";
import type { Sql } from "./sql.ts";

/** An engine whose openings and closings are noted. */
function engine() {
  const events: string[] = [];
  const open = async (): Promise<Sql> => {
    events.push("open");
    return {
      use: async (task) => task(undefined as never),
      connect: async () => undefined as never,
      close: () => void events.push("close"),
    };
  };
  return { events, sql: lazySql(open) };
}

test("what is never used is never opened, nor closed", () => {
  const { events, sql } = engine();
  sql.close();
  assert.deepEqual(events, []);
});

test("it is opened once, whoever uses it first, and closed at once", async () => {
  const { events, sql } = engine();
  assert.deepEqual(await Promise.all([sql.use(async () => 1), sql.use(async () => 2)]), [1, 2]);
  await sql.connect();
  sql.close();
  assert.deepEqual(events, ["open", "close"]);
});

test("it is closed too where it was only about to open", async () => {
  const { events, sql } = engine();
  const using = sql.use(async () => 1);
  sql.close();
  await using;
  assert.deepEqual(events, ["open", "close"]);
});
