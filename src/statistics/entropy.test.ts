import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalisedEntropy } from "./entropy.ts";

const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);

test("values by hand", () => {
  near(normalisedEntropy([3, 3, 3]), 1);
  near(normalisedEntropy([2, 1, 1]), 1.5 / Math.log2(3));
  near(normalisedEntropy([1, 3]), 2 - 0.75 * Math.log2(3));
  near(normalisedEntropy([4, 4, 0, 0]), 0.5);
});

test("one category, or nothing counted, is no spread", () => {
  for (const counts of [[], [7], [0, 0], [7, 0]]) assert.equal(normalisedEntropy(counts), 0);
});

test("it lies in 0 to 1, whatever the order and the unit, and an even spread is 1", () => {
  const counts = fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 9 }), (some, factor) => {
      const entropy = normalisedEntropy(some);
      assert.ok(entropy >= 0 && entropy <= 1);
      near(normalisedEntropy(some.toReversed()), entropy);
      near(normalisedEntropy(some.map((count) => count * factor)), entropy);
      near(normalisedEntropy(some.map(() => factor)), 1);
    }),
  );
});

test("moving one from a larger to a smaller count never lowers it", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 2, maxLength: 8 }), (some) => {
      const [least = 0, ...rest] = some.toSorted((a, b) => a - b);
      const most = rest.pop() ?? 0;
      if (most - least < 2) return;
      const evened = [least + 1, ...rest, most - 1];
      assert.ok(normalisedEntropy(evened) >= normalisedEntropy(some) - 1e-12);
    }),
  );
});
