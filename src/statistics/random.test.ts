import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom, zipfWeights } from "./random.ts";

const draws = (count: number, ...seeds: readonly number[]): number[] => {
  const random = seededRandom(...seeds);
  return Array.from({ length: count }, () => random.next());
};

test("the same seeds give the same numbers, any other seeds give others", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.nat(), fc.nat(), (seed, stream, other) => {
      assert.deepEqual(draws(4, seed, stream), draws(4, seed, stream));
      if (stream !== other) assert.notDeepEqual(draws(4, seed, stream), draws(4, seed, other));
      assert.notDeepEqual(draws(4, seed), draws(4, seed + 1));
      assert.notDeepEqual(draws(4, seed), draws(4, seed, 0));
    }),
  );
});

test("logs made with a seed stay what they were: the first numbers of seed 1 are pinned", () => {
  const random = seededRandom(1);
  assert.deepEqual(
    Array.from({ length: 4 }, () => random.integer(1000)),
    [28, 467, 27, 730],
  );
});

test("numbers are uniform, within one stream and over the first of many", () => {
  for (const sample of [
    draws(20_000, 5),
    Array.from({ length: 20_000 }, (_, stream) => seededRandom(5, stream).next()),
  ]) {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const value of sample) {
      assert.ok(value >= 0 && value < 1);
      tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
    }
    // Chi-square with 9 degrees of freedom: above 33 with a chance of one in 10,000.
    const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    assert.ok(chiSquare < 33, String(tenths));
  }
});

test("an item is drawn in proportion to its weight, and never one of weight 0", () => {
  const random = seededRandom(3);
  const drawn = Array.from({ length: 10_000 }, () =>
    random.weighted(["tent", "never", "stove", "never"], [1, 0, 3, 0]),
  );
  assert.equal(drawn.includes("never"), false);
  const tents = drawn.filter((item) => item === "tent").length;
  assert.ok(Math.abs(tents - 2500) < 200, String(tents));
});

test("nothing to choose from is an error", () => {
  const random = seededRandom(1);
  assert.throws(() => random.pick([]), RangeError);
  assert.throws(() => random.weighted([], [1]), RangeError);
  assert.throws(() => random.weighted(["a", "b"], [0, 0]), RangeError);
  assert.throws(() => random.weighted(["a", "b"], [1, Number.NaN]), RangeError);
});

test("Zipf weights fall with the rank", () => {
  assert.deepEqual(zipfWeights(3, 1), [1, 1 / 2, 1 / 3]);
  assert.deepEqual(zipfWeights(2, 0), [1, 1]);
});
