import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { openRequestQueue } from "./request-queue.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-queue-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let time = 0;
const now = () => time++;
const newFile = (): string => join(mkdtempSync(join(folder, "state-")), "run.db");

test("heads are kept once each, in the order in which they were first asked for", () => {
  const file = newFile();
  const queue = openRequestQueue(file, { now });
  for (const head of ["b", "a", "b"]) queue.add(head);
  queue.flush();
  queue.add("a");
  queue.add("c");
  queue.flush();
  assert.deepEqual(queue.list(), ["b", "a", "c"]);
  assert.equal(queue.count(), 3);
  queue.close();
  const again = openRequestQueue(file, { now });
  assert.deepEqual(again.list(), ["b", "a", "c"]);
  again.remove(["b", "a"]);
  assert.deepEqual(again.list(), ["c"]);
  again.close();
});

test("they are written by themselves after a moment, batch after batch", async () => {
  const queue = openRequestQueue(newFile(), { now });
  for (let head = 0; head < 450; head++) queue.add(`head ${head}`);
  assert.equal(queue.list().length, 0);
  for (let waited = 0; queue.list().length < 450 && waited < 100; waited++) await setTimeout(50);
  assert.equal(queue.list().length, 450);
  queue.close();
});

test("with too many those asked for first make room, and what another process took makes room too", () => {
  const file = newFile();
  const server = openRequestQueue(file, { now, keptAtMost: 3 });
  const run = openRequestQueue(file, { now });
  const ask = (...heads: readonly string[]): void => {
    for (const head of heads) server.add(head);
    server.flush();
  };
  ask("a", "b", "c", "d");
  assert.deepEqual(run.list(), ["b", "c", "d"]);
  run.remove(run.list());
  ask("e", "f");
  ask("g");
  assert.deepEqual(run.list(), ["e", "f", "g"]);
  ask("h");
  assert.deepEqual(run.list(), ["f", "g", "h"]);
  server.close();
  run.close();
});

test("a head that another process took is written again when it is asked for later", () => {
  const file = newFile();
  const [server, run] = [openRequestQueue(file, { now }), openRequestQueue(file, { now })];
  server.add("a");
  server.flush();
  run.remove(run.list());
  server.add("a");
  server.flush();
  assert.deepEqual(run.list(), [], "not so soon");
  time += 3_600_000;
  server.add("a");
  server.flush();
  assert.deepEqual(run.list(), ["a"]);
  server.close();
  run.close();
});
