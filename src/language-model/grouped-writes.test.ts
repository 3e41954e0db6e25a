import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { groupedWrites } from "./grouped-writes.ts";

/** Groups that were written, each as the list of its writes; the first so many fail. */
function written(failures = 0) {
  const groups: string[][] = [];
  let group: string[] = [];
  const writes = groupedWrites((work) => {
    group = [];
    work();
    if (failures-- > 0) throw new Error("full");
    groups.push(group);
  });
  return { groups, writes, write: (name: string) => () => void group.push(name) };
}

test("what is asked for in one turn is one group; those who wait go on when it is done", async () => {
  const { groups, writes, write } = written();
  writes.soon(write("a"));
  const both = Promise.all([writes.now(write("b")), writes.now(write("c"))]);
  assert.deepEqual(groups, []);
  await both;
  assert.deepEqual(groups, [["a", "b", "c"]]);
  await writes.now(write("d"));
  assert.deepEqual(groups.at(-1), ["d"]);
});

test("who waits hears of a failure; what nobody waits for is written with the next group", async () => {
  const { groups, writes, write } = written(1);
  writes.soon(write("a"));
  await assert.rejects(writes.now(write("b")), /full/);
  await writes.now(write("c"));
  assert.deepEqual(groups, [["a", "c"]]);
});

test("a flush writes at once, and after the end nothing is written", async () => {
  const { groups, writes, write } = written();
  writes.soon(write("a"));
  writes.flush();
  assert.deepEqual(groups, [["a"]]);
  writes.close();
  writes.soon(write("b"));
  await nextTurn();
  await nextTurn();
  assert.deepEqual(groups, [["a"]]);
});
