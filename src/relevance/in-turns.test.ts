import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurns } from "./in-turns.ts";

const busy = (milliseconds: number): void => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

test("other work gets its turn between items, and a stop that it asks for is heard", async () => {
  const stop = new AbortController();
  const made: number[] = [];
  setImmediate(() => stop.abort(new Error("stopped")));
  const work = inTurns(
    [1, 2, 3, 4],
    (item) => {
      busy(10);
      made.push(item);
    },
    stop.signal,
  );
  await assert.rejects(work, /stopped/);
  assert.deepEqual(made, [1]);
});

test("all is made, in order", async () => {
  const turns: number[] = [];
  const made = await inTurns(
    [1, 2],
    (item) => {
      busy(10);
      return item * 2;
    },
    new AbortController().signal,
    (count) => turns.push(count),
  );
  assert.deepEqual(
    [made, turns],
    [
      [2, 4],
      [1, 2],
    ],
  );
});
