import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { balancedWeights } from "./balanced-weights.ts";

const manyTargets = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 });

test("at strength 1 each class weighs the same, and all weigh as many as they are", () => {
  fc.assert(
    fc.property(manyTargets, (targets) => {
      const sums = new Map<number, number>();
      for (const [at, weight] of balancedWeights(targets, 1).entries()) {
        const target = targets[at] ?? 0;
        sums.set(target, (sums.get(target) ?? 0) + weight);
      }
      for (const sum of sums.values()) {
        assert.ok(Math.abs(sum - targets.length / sums.size) < 1e-9, `${sum}`);
      }
    }),
  );
});

test("at strength 0 all count once, and at 0.5 weights are the roots of those at 1", () => {
  const targets = [0, 0, 0, 1];
  assert.deepEqual([...balancedWeights(targets, 0)], [1, 1, 1, 1]);
  assert.deepEqual(balancedWeights(targets, 0.5), balancedWeights(targets, 1).map(Math.sqrt));
});
