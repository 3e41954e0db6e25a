import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { percentile } from "./percentile.ts";

test("values by hand", () => {
  assert.equal(percentile([50, 15, 40, 20, 35], 40), 29);
  assert.equal(percentile([1, 2, 3, 4], 75), 3.25);
  assert.equal(percentile([1, 2], 50), 1.5);
  assert.equal(percentile([7], 95), 7);
  assert.equal(percentile([10, 9, 1], 0), 1);
  assert.equal(percentile([10, 9, 1], 100), 10);
});

test("no values, or no percent, is an error", () => {
  assert.throws(() => percentile([], 50), RangeError);
  for (const percent of [-1, 101, Number.NaN])
    assert.throws(() => percentile([1], percent), RangeError);
});

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
const percent = fc.integer({ min: 0, max: 100 });

test("it lies between the least and the greatest value and rises with the percent", () => {
  fc.assert(
    fc.property(values, percent, percent, (some, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(percentile(some, low) >= Math.min(...some));
      assert.ok(percentile(some, low) <= percentile(some, high));
      assert.ok(percentile(some, high) <= Math.max(...some));
    }),
  );
});

test("at most so many values lie above it, whatever their order", () => {
  fc.assert(
    fc.property(values, percent, (some, share) => {
      const cut = percentile(some, share);
      const above = some.filter((value) => value > cut).length;
      assert.ok(above <= Math.ceil(((some.length - 1) * (100 - share)) / 100));
      assert.equal(percentile(some.toReversed(), share), cut);
    }),
  );
});
