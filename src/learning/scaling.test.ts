import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scaled, scalingOf } from "./scaling.ts";

test("scaled, a value not known is the mean, and a column of no deviation counts nothing", () => {
  const row = scaled(Float64Array.of(5, Number.NaN, 9), {
    means: Float64Array.of(1, 4, 2),
    inverseDeviations: Float64Array.of(0.5, 1, 0),
  });
  assert.deepEqual([...row], [2, 0, 0]);
});

test("rows that were scaled have mean 0 and deviation 1 in each column that differs", () => {
  const value = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 20 }), (values) => {
      const rows = values.map((one) => Float64Array.of(one, 7, Number.NaN));
      const scaling = scalingOf(rows, [true, true, true]);
      const firsts = rows.map((row) => [...scaled(row, scaling)]);
      assert.ok(firsts.every(([, same, unknown]) => same === 0 && unknown === 0));
      if (scaling.inverseDeviations[0] === 0) return;
      const mean = firsts.reduce((sum, [one = 0]) => sum + one, 0) / firsts.length;
      const square = firsts.reduce((sum, [one = 0]) => sum + one * one, 0) / firsts.length;
      assert.ok(Math.abs(mean) < 1e-3 && Math.abs(square - 1) < 1e-2, `${mean}, ${square}`);
    }),
  );
});

test("a column that differs in its last digits alone does not count", () => {
  const rows = [100, 100 + 2e-6].map((value) => Float64Array.of(value));
  assert.deepEqual([...scalingOf(rows, [true]).inverseDeviations], [0]);
});

test("a column that is not used does not count", () => {
  const rows = [Float64Array.of(1, 2), Float64Array.of(3, 5)];
  assert.deepEqual([...scalingOf(rows, [false, true]).inverseDeviations], [0, 1 / 1.5]);
});
