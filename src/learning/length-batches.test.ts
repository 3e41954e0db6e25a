import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lengthBatches, runsOf } from "./length-batches.ts";

const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 400 });

test("each example comes once in an epoch, in batches of the size asked for, but for what is left over", () => {
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 40 }), fc.integer(), (some, size, seed) => {
      const batches = lengthBatches(some, size, seed, 0);
      assert.deepEqual(
        batches.flat().toSorted((a, b) => a - b),
        [...some.keys()],
      );
      assert.equal(batches.length, Math.ceil(some.length / size));
      assert.ok(batches.every((batch) => batch.length <= size));
    }),
  );
});

test("batches are of nearly equal lengths, in an order of their own in each epoch", () => {
  const some = Array.from({ length: 1600 }, (_, at) => 1 + ((at * 37) % 100));
  const [first, second] = [0, 1].map((epoch) => lengthBatches(some, 32, 5, epoch));
  assert.notDeepEqual(first, second);
  const filled = first?.map((batch) => {
    const own = batch.map((place) => some[place] ?? 0);
    return Math.max(...own) * own.length - own.reduce((sum, length) => sum + length, 0);
  });
  const tokens = some.reduce((sum, length) => sum + length, 0);
  assert.ok((filled?.reduce((sum, more) => sum + more, 0) ?? tokens) < 0.03 * tokens);
  const longest = first?.map((batch) => Math.max(...batch.map((place) => some[place] ?? 0))) ?? [];
  assert.notDeepEqual(
    longest,
    longest.toSorted((a, b) => a - b),
  );
});

test("runs hold a batch once, and each at most the tokens that are allowed, or one example", () => {
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 200 }), (some, maxTokens) => {
      const runs = runsOf([...some.keys()], some, maxTokens);
      assert.deepEqual(
        runs.flat().toSorted((a, b) => a - b),
        [...some.keys()],
      );
      for (const run of runs) {
        const longest = Math.max(...run.map((place) => some[place] ?? 0));
        assert.ok(run.length === 1 || longest * run.length <= maxTokens);
      }
    }),
  );
});
