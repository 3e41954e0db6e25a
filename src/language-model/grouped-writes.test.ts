import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { groupedWrites } from "./grouped-writes.ts";

/** Groups that were written, each as the list of its writes; the first so many fail. */
function written(failures = 0) {
  const groups: string[][] = [];
  let group: string[] = [];
  const writes = groupedWrites((work) => {
    group = [];
    const result = work();
    if (failures-- > 0) throw new Error("full");
    groups.push(group);
    return result;
  });
  return { groups, writes, write: (name: string) => () => void group.push(name) };
}

test("what may wait is written with what may not, or together soon", async () => {
  const { groups, writes, write } = written();
  writes.soon(write("a"));
  assert.deepEqual(groups, []);
  writes.now(write("b"));
  assert.deepEqual(groups, [["a", "b"]]);
  writes.soon(write("c"));
  writes.soon(write("d"));
  await setTimeout(120);
  assert.deepEqual(groups, [
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("who may not wait hears of a failure; what may is written with the next group", () => {
  const { groups, writes, write } = written(1);
  writes.soon(write("a"));
  assert.throws(() => writes.now(write("b")), /full/);
  writes.now(write("c"));
  assert.deepEqual(groups, [["a", "c"]]);
});

test("a flush writes at once, and after the end nothing is written", async () => {
  const { groups, writes, write } = written();
  writes.soon(write("a"));
  writes.flush();
  assert.deepEqual(groups, [["a"]]);
  writes.close();
  writes.soon(write("b"));
  await setTimeout(120);
  assert.deepEqual(groups, [["a"]]);
});
