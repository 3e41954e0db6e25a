import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bootstrapInterval } from "./bootstrap.ts";
import { seededRandom } from "./random.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test("the interval of a mean is that of the normal distribution where there are many units", () => {
  const random = seededRandom(11);
  const units = Array.from({ length: 400 }, () => random.next());
  const centre = mean(units);
  const deviation = Math.sqrt(mean(units.map((unit) => (unit - centre) ** 2)));
  const half = (1.96 * deviation) / Math.sqrt(units.length);
  const [low, high] = bootstrapInterval(units, mean, { seed: 3, draws: 4000 });
  assert.ok(Math.abs(low - (centre - half)) < 0.1 * half, String([low, centre - half]));
  assert.ok(Math.abs(high - (centre + half)) < 0.1 * half, String([high, centre + half]));
});

test("it holds the truth about as often as it says", () => {
  let held = 0;
  const trials = 300;
  for (let trial = 0; trial < trials; trial++) {
    const random = seededRandom(5, trial);
    const units = Array.from({ length: 60 }, () => random.next());
    const [low, high] = bootstrapInterval(units, mean, { seed: trial, draws: 300, level: 0.9 });
    if (low <= 0.5 && 0.5 <= high) held += 1;
  }
  // A share of 0.9 of 300 has a standard deviation of 0.017; the method itself is a little short.
  assert.ok(held / trials > 0.83 && held / trials < 0.96, String(held / trials));
});

const units = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 15 });

test("the same for the same seed, within the values, and wider for a higher level", () => {
  fc.assert(
    fc.property(units, fc.integer(), (some, seed) => {
      const options = { seed, draws: 60 };
      const [low, high] = bootstrapInterval(some, mean, options);
      assert.deepEqual(bootstrapInterval(some, mean, options), [low, high]);
      assert.ok(Math.min(...some) <= low && low <= high && high <= Math.max(...some));
      const [lower, higher] = bootstrapInterval(some, mean, { ...options, level: 0.99 });
      assert.ok(lower <= low && high <= higher);
    }),
  );
});

test("another seed draws other units", () => {
  const some = Array.from({ length: 30 }, (_, index) => index);
  assert.notDeepEqual(
    bootstrapInterval(some, mean, { seed: 1 }),
    bootstrapInterval(some, mean, { seed: 2 }),
  );
});

test("draws without a value are left out; none with one is an error", () => {
  const share = (some: readonly number[]): number => mean(some.filter((value) => value > 0));
  assert.deepEqual(bootstrapInterval([0, 7], share, { seed: 1 }), [7, 7]);
  assert.throws(() => bootstrapInterval([0], share, { seed: 1 }), RangeError);
});

test("no units, no draws or an impossible level is an error", () => {
  assert.throws(() => bootstrapInterval([], mean, { seed: 1 }), RangeError);
  for (const options of [{ draws: 0 }, { draws: 1.5 }, { level: 0 }, { level: 1 }]) {
    assert.throws(() => bootstrapInterval([1], mean, { seed: 1, ...options }), RangeError);
  }
});
