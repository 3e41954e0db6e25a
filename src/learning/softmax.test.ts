import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { softmax, softmaxLoss } from "./softmax.ts";

const manyScores = fc
  .array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 6 })
  .map((scores) => Float64Array.from(scores));

test("probabilities sum to 1, in the proportion of the scores' powers", () => {
  fc.assert(
    fc.property(manyScores, (scores) => {
      const probabilities = softmax(scores);
      assert.ok(Math.abs(probabilities.reduce((sum, one) => sum + one, 0) - 1) < 1e-12);
      for (const [at, probability] of probabilities.entries()) {
        const wanted = Math.exp((scores[at] ?? 0) - (scores[0] ?? 0)) * (probabilities[0] ?? 0);
        assert.ok(Math.abs(probability - wanted) < 1e-9);
        assert.ok(Math.abs(softmaxLoss(scores, at) + Math.log(probability)) < 1e-9);
      }
    }),
  );
});

test("scores too large for a power are as good as others", () => {
  assert.deepEqual([...softmax(Float64Array.of(2000, 0))], [1, 0]);
  assert.equal(softmaxLoss(Float64Array.of(2000, 0), 1), 2000);
});
