import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { equalLengthBatches } from "./equal-length-batches.ts";

test("batches hold equal lengths, shortest first, up to the limit", () => {
  const sequences = ["ccc", "a", "b", "ddd", "eee", "ff"];
  assert.deepEqual(equalLengthBatches(sequences, 6), [[1, 2], [5], [0, 3], [4]]);
});

test("a sequence longer than the limit is a batch of its own", () => {
  assert.deepEqual(equalLengthBatches(["aaaa", "bbbb"], 3), [[0], [1]]);
});

test("every place comes once, in a batch of its length that keeps the limit", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }).map((length) => ({ length })));
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 40 }), (sequences, maxTokens) => {
      const batches = equalLengthBatches(sequences, maxTokens);
      assert.deepEqual(
        batches.flat().toSorted((a, b) => a - b),
        [...sequences.keys()],
      );
      for (const batch of batches) {
        const inBatch = batch.map((place) => sequences[place]?.length ?? 0);
        assert.equal(new Set(inBatch).size, 1);
        const tokens = inBatch.reduce((sum, length) => sum + length, 0);
        assert.ok(tokens <= maxTokens || batch.length === 1);
      }
    }),
  );
});
