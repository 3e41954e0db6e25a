import assert from "node:assert/strict";
import { test } from "node:test";
import { BoostingThreads } from "./boosting-threads.ts";
import { planted } from "./examples-for-tests.ts";
import { fitBoostedTrees } from "./fit-boosted-trees.ts";

const examples = planted(300, 1);
const options = { seed: 1, classes: 3, rounds: 10 };
const never = new AbortController().signal;

test("what threads fit is the same to the last bit, whichever of them does", async () => {
  await using threads = new BoostingThreads(2, never);
  const seeds = [1, 2, 3, 4];
  const fitted = await Promise.all(
    seeds.map((seed) => threads.fit(examples, { ...options, seed })),
  );
  assert.deepEqual(
    fitted,
    seeds.map((seed) => fitBoostedTrees(examples, { ...options, seed })),
  );
});

test("a stop is heard in the middle of a fit, and by what waits", async () => {
  const controller = new AbortController();
  await using threads = new BoostingThreads(1, controller.signal);
  const reason = new Error("stopped");
  const fits = [1, 2].map((seed) => threads.fit(examples, { ...options, rounds: 1e6, seed }));
  setTimeout(() => controller.abort(reason), 50);
  const ended = await Promise.allSettled(fits);
  assert.deepEqual(
    ended.map((one) => one.status === "rejected" && one.reason === reason),
    [true, true],
  );
  assert.throws(() => threads.fit(examples, options), reason);
});

test("examples that are refused end no other fit", async () => {
  await using threads = new BoostingThreads(1, never);
  const refused = threads.fit({ rows: [], targets: [] }, options);
  const fine = threads.fit(examples, options);
  await assert.rejects(refused, { name: "RangeError" });
  assert.equal((await fine).rounds.length, 10);
});
