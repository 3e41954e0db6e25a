import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { logPoissonTail } from "./poisson-tail.ts";

test("known chances", () => {
  const chance = (count: number, mean: number) => Math.exp(logPoissonTail(count, mean));
  assert.ok(Math.abs(chance(1, 0.5) - (1 - Math.exp(-0.5))) < 1e-12);
  assert.ok(Math.abs(chance(3, 1) - (1 - 2.5 * Math.exp(-1))) < 1e-12);
  // 1 - P(X <= 9), by hand.
  assert.ok(Math.abs(chance(10, 4) - 0.008132) < 1e-6);
  assert.equal(logPoissonTail(2, 2), 0);
  assert.ok(logPoissonTail(400, 1) < -2000, "far beyond what a number can hold");
});

test("the more there are, and the fewer were expected, the less likely it is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 1e-6, max: 50, noNaN: true }),
      (count, mean) => {
        const one = logPoissonTail(count, mean);
        assert.ok(one <= 0);
        assert.ok(logPoissonTail(count + 1, mean) <= one);
        assert.ok(logPoissonTail(count, mean / 2) <= one + 1e-9);
      },
    ),
  );
});

test("a mean of nothing is refused", () => {
  assert.throws(() => logPoissonTail(1, 0), RangeError);
});
