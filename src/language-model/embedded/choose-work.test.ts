import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseWork } from "./choose-work.ts";

const worker = (load: number, ...held: string[]) => ({ load, width: 2, held: new Set(held) });

test("a worker goes on with what it holds, before what was asked earlier", () => {
  const chosen = chooseWork(["b", "a", "c", "a"], [worker(1, "a", "d"), worker(2)]);
  assert.deepEqual(chosen, { worker: 0, request: 1 });
});

test("else it leaves to the others what they hold", () => {
  const chosen = chooseWork(["b", "b", "c"], [worker(1, "a"), worker(2, "b")]);
  assert.deepEqual(chosen, { worker: 0, request: 2 });
});

test("but helps with that when they have no room and much waits", () => {
  const [idle, full] = [worker(0, "a"), worker(2, "b")];
  assert.deepEqual(chooseWork(["b", "b", "b"], [idle, full]), { worker: 0, request: 0 });
  assert.equal(chooseWork(["b", "b"], [idle, full]), undefined);
  assert.deepEqual(chooseWork(["b", "b", "b"], [idle, worker(1, "b")]), { worker: 1, request: 0 });
});

test("the one with least to do comes first, and among equals the one that holds what is asked", () => {
  assert.equal(chooseWork(["c"], [worker(1), worker(0)])?.worker, 1);
  assert.equal(chooseWork(["c"], [worker(0), worker(0, "c")])?.worker, 1);
  assert.equal(chooseWork(["c"], [worker(0), worker(0)])?.worker, 0);
});

test("what has no beginning is for whoever has least to do", () => {
  const chosen = chooseWork([undefined, "b"], [worker(1), worker(0)]);
  assert.deepEqual(chosen, { worker: 1, request: 0 });
});

test("where nothing waits or nobody has room, there is nothing to choose", () => {
  assert.equal(chooseWork([], [worker(0, "a")]), undefined);
  assert.equal(chooseWork(["a"], [worker(2, "a")]), undefined);
});
