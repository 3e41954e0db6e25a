import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnChance, drawnDifference, drawnError, drawnFigure } from "./drawn-figure.ts";

const from = (...values: readonly number[]): Float64Array => Float64Array.from(values);

test("the interval leaves a fortieth of the draws on each side; draws without a value are left out", () => {
  const draws = Float64Array.from({ length: 1001 }, (_, place) => place);
  assert.deepEqual(drawnFigure(500, draws), { mean: 500, interval: [25, 975] });
  assert.deepEqual(drawnFigure(2, from(Number.NaN, 2, 2)), { mean: 2, interval: [2, 2] });
  assert.equal(drawnFigure(Number.NaN, draws), null);
  assert.equal(drawnFigure(1, from(Number.NaN)), null);
});

test("the chance counts the draws on the lesser side twice, and is never 0", () => {
  assert.equal(drawnChance(from(...Array.from({ length: 99 }, () => 1))), 2 / 100);
  assert.equal(drawnChance(from(...Array.from({ length: 99 }, (_, place) => place - 9))), 22 / 100);
  assert.equal(drawnChance(from(0, 0, 0)), 1);
});

test("a difference the other way round has the same chance and the opposite draws", () => {
  const [of, against] = [from(3, 1, 4, 1, 5), from(2, 7, 1, 8, 2)];
  const there = drawnDifference(of, against);
  const back = drawnDifference(against, of);
  assert.deepEqual(
    [...there],
    [...back].map((value) => -value),
  );
  assert.equal(drawnChance(there), drawnChance(back));
});

test("the error is the draws' standard deviation", () => {
  assert.equal(drawnError(from(1, 2, 3, Number.NaN)), 1);
});
