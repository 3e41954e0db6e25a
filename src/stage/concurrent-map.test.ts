import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { concurrentMap } from "./concurrent-map.ts";

test("results come in order, and no more than the limit is in flight", async () => {
  let inFlight = 0;
  let most = 0;
  const results = await Array.fromAsync(
    concurrentMap([5, 1, 4, 1, 3, 1], 3, async (milliseconds) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await sleep(milliseconds);
      inFlight -= 1;
      return milliseconds * 2;
    }),
  );
  assert.deepEqual(results, [10, 2, 8, 2, 6, 2]);
  assert.equal(most, 3);
});

test("a failure stops the taking of items and lets the others end", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const run = Array.fromAsync(
    concurrentMap([1, 2, 3, 4, 5, 6, 7, 8], 2, async (item) => {
      begun.push(item);
      await sleep(1);
      if (item === 3) throw new Error("three");
      ended.push(item);
    }),
  );
  await assert.rejects(run, /three/);
  assert.ok(begun.length < 8);
  assert.deepEqual(
    begun.filter((item) => item !== 3),
    ended,
  );
});
