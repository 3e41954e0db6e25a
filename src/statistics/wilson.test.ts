import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wilsonLowerBound, wilsonUpperBound } from "./wilson.ts";

const near = (actual: number, expected: number, tolerance = 5e-5): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test("the intervals of Newcombe 1998, table I, method 3", () => {
  for (const [successes, trials, lower, upper] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    near(wilsonLowerBound(successes, trials), lower);
    near(wilsonUpperBound(successes, trials), upper);
  }
});

test("without trials anything is possible", () => {
  assert.equal(wilsonLowerBound(0, 0), 0);
  assert.equal(wilsonUpperBound(0, 0), 1);
});

test("impossible counts are refused", () => {
  for (const [successes, trials] of [
    [2, 1],
    [-1, 5],
    [1, 0],
    [Number.NaN, 5],
  ] as const) {
    assert.throws(() => wilsonLowerBound(successes, trials), RangeError);
    assert.throws(() => wilsonUpperBound(successes, trials), RangeError);
  }
  assert.throws(() => wilsonUpperBound(1, 2, -1), RangeError);
});

const trial = fc
  .tuple(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, successes: Math.round(share * trials) }));

test("the interval lies in 0 to 1 around the share", () => {
  fc.assert(
    fc.property(trial, ({ successes, trials }) => {
      const lower = wilsonLowerBound(successes, trials);
      const upper = wilsonUpperBound(successes, trials);
      assert.ok(0 <= lower && lower <= successes / trials + 1e-12);
      assert.ok(successes / trials - 1e-12 <= upper && upper <= 1);
    }),
  );
});

test("failures mirror successes; more trials and smaller z narrow it", () => {
  fc.assert(
    fc.property(trial, ({ successes, trials }) => {
      near(
        wilsonLowerBound(successes, trials),
        1 - wilsonUpperBound(trials - successes, trials),
        1e-9,
      );
      assert.ok(
        wilsonLowerBound(successes * 4, trials * 4) >= wilsonLowerBound(successes, trials) - 1e-12,
      );
      assert.ok(
        wilsonLowerBound(successes, trials, 1) >= wilsonLowerBound(successes, trials) - 1e-12,
      );
      near(wilsonLowerBound(successes, trials, 0), successes / trials, 1e-9);
    }),
  );
});
