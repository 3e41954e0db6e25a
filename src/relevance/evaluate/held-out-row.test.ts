import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { silentProgress } from "../../domain/progress.ts";
import { heldOutRuns } from "./held-out-row.ts";
import type { Learner } from "./learner.ts";

const folds = [0, 1, 2, 3, 4].map((fold) => ({
  ...{ learn: [10 + fold], validation: [20 + fold], evaluated: [fold] },
}));

/** Learns for some milliseconds and says the place and the seed. */
function learnerOf(foldsAtOnce: number | undefined, failsAt?: number) {
  const told = { atWork: 0, mostAtWork: 0, ended: [] as number[], disposed: 0 };
  const learner: Learner = {
    id: "row",
    ...(foldsAtOnce !== undefined && { foldsAtOnce }),
    async learn({ sides, seed, signal }) {
      const [fold = 0] = sides.evaluated;
      told.atWork += 1;
      told.mostAtWork = Math.max(told.mostAtWork, told.atWork);
      try {
        await setTimeout(fold === failsAt ? 1 : 30 - 5 * fold, undefined, { signal });
        if (fold === failsAt) throw new Error("no memory");
      } finally {
        told.atWork -= 1;
        told.ended.push(fold);
      }
      return {
        probabilities: async (places) => places.map((place) => Float64Array.of(place, seed)),
        async [Symbol.asyncDispose]() {
          told.disposed += 1;
        },
      };
    },
  };
  return { told, learner };
}

const runsOf = (learner: Learner, signal = new AbortController().signal) =>
  heldOutRuns(learner, {
    ...{ pairs: [], classes: 2, gains: [], folds, seeds: [1, 2], progress: silentProgress },
    signal,
  });

test("folds beside each other say what they say one after the other, so many at a time", async () => {
  const alone = learnerOf(undefined);
  const runs = await runsOf(alone.learner);
  assert.equal(alone.told.mostAtWork, 1);
  assert.deepEqual(runs[1]?.[3]?.evaluated, [Float64Array.of(3, 2)]);
  for (const [most, seen] of [
    [2, 2],
    [Number.POSITIVE_INFINITY, 5],
  ]) {
    const beside = learnerOf(most);
    assert.deepEqual(await runsOf(beside.learner), runs);
    assert.equal(beside.told.mostAtWork, seen);
    assert.equal(beside.told.disposed, 10);
  }
});

test("where a fold fails the others are stopped, and have ended when it is thrown", async () => {
  const { told, learner } = learnerOf(3, 1);
  await assert.rejects(runsOf(learner), { message: "no memory" });
  assert.equal(told.atWork, 0);
  assert.deepEqual(told.ended.toSorted(), [0, 1, 2]);
});

test("a stop stops all folds, and is what is thrown", async () => {
  const { told, learner } = learnerOf(2);
  const stop = new AbortController();
  const runs = runsOf(learner, stop.signal);
  stop.abort(new Error("stopped"));
  await assert.rejects(runs, { message: "stopped" });
  assert.deepEqual([told.atWork, told.ended.length], [0, 2]);
});
