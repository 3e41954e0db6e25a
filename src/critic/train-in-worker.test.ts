import assert from "node:assert/strict";
import { test } from "node:test";
import { never, plantedExamples, plantedSet } from "./critic-for-tests.ts";
import { trainCritic } from "./train-critic.ts";
import { trainInWorker } from "./train-in-worker.ts";

test("in a thread of its own the critic learns the same, to the last bit", async () => {
  const set = plantedSet({ features: ["first"], vectors: false });
  assert.deepEqual(await trainInWorker(set, never), trainCritic(set));
});

test("a stop is heard in the middle of training, and rejects with its reason", async () => {
  const controller = new AbortController();
  // Several seconds of work, were it not stopped.
  const set = plantedSet({ train: plantedExamples(1500, 1) });
  const training = trainInWorker(set, controller.signal);
  const reason = new Error("enough");
  setTimeout(() => controller.abort(reason), 100);
  const started = performance.now();
  await assert.rejects(training, (error) => error === reason);
  assert.ok(performance.now() - started < 2000);
});

test("nothing is begun for a signal that has aborted", async () => {
  const reason = new Error("before");
  await assert.rejects(
    async () => trainInWorker(plantedSet(), AbortSignal.abort(reason)),
    (error) => error === reason,
  );
});

test("what goes wrong in the thread comes out of it", async () => {
  await assert.rejects(trainInWorker(plantedSet({ train: [] }), never), {
    name: "RangeError",
    message: "0 rows and 0 targets",
  });
});
