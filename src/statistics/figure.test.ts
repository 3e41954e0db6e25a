import assert from "node:assert/strict";
import { test } from "node:test";
import { shareFigure, shareOf } from "./figure.ts";

test("a share is that of all trials, not the mean of the units' shares", () => {
  const units = [
    { hits: 1, trials: 1 },
    { hits: 0, trials: 3 },
  ];
  assert.equal(shareOf(units), 0.25);
  assert.equal(shareFigure(units, 1)?.mean, 0.25);
  assert.deepEqual(shareFigure(units, 1)?.interval, [0, 1]);
});

test("units without trials change nothing, and without any trial there is no figure", () => {
  const units = Array.from({ length: 20 }, (_, index) => ({ hits: index % 3, trials: 2 }));
  const idle = Array.from({ length: 50 }, () => ({ hits: 0, trials: 0 }));
  assert.deepEqual(shareFigure([...idle, ...units, ...idle], 7), shareFigure(units, 7));
  assert.equal(shareFigure(idle, 7), null);
  assert.equal(shareFigure([], 7), null);
});

test("more units with the same share narrow the interval around it", () => {
  const units = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ hits: index % 2, trials: 1 }));
  const [few, many] = [shareFigure(units(20), 1), shareFigure(units(2000), 1)];
  assert.ok(few !== null && many !== null);
  assert.ok(few.interval[0] < many.interval[0] && many.interval[0] < 0.5);
  assert.ok(few.interval[1] > many.interval[1] && many.interval[1] > 0.5);
});
