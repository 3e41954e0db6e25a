import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Trials } from "./figure.ts";
import { meanFigure, shareDifference } from "./share-difference.ts";

const rounded = (numbers: readonly number[] = []) => numbers.map((one) => Number(one.toFixed(4)));

test("the examples of Newcombe (1998), table II, method 10", () => {
  const interval = (a: number, m: number, b: number, n: number) =>
    rounded(shareDifference({ hits: a, trials: m }, { hits: b, trials: n })?.interval);
  assert.deepEqual(interval(56, 70, 48, 80), [0.0524, 0.3339]);
  assert.deepEqual(interval(9, 10, 3, 10), [0.1705, 0.809]);
  assert.deepEqual(interval(10, 10, 0, 10), [0.6075, 1]);
});

const trials = fc
  .record({ hits: fc.nat(40), misses: fc.nat(40) })
  .filter(({ hits, misses }) => hits + misses > 0)
  .map(({ hits, misses }): Trials => ({ hits, trials: hits + misses }));

test("turned round it is its mirror, and it lies within -1 and 1", () => {
  fc.assert(
    fc.property(trials, trials, (a, b) => {
      const there = shareDifference(a, b);
      const back = shareDifference(b, a);
      assert.ok(there && back);
      const [low, high] = there.interval;
      assert.ok(-1 - 1e-9 <= low && low <= there.mean && there.mean <= high && high <= 1 + 1e-9);
      assert.deepEqual(rounded(there.interval), rounded([-back.interval[1], -back.interval[0]]));
    }),
  );
});

test("without trials there is no difference", () => {
  assert.equal(shareDifference({ hits: 0, trials: 0 }, { hits: 1, trials: 2 }), null);
  assert.equal(meanFigure([]), null);
});

test("four figures alike have a mean whose interval is half as wide", () => {
  const one = { mean: 0.2, interval: [0.1, 0.4] } as const;
  const mean = meanFigure([one, one, one, one]);
  assert.deepEqual(rounded([mean?.mean ?? 0, ...(mean?.interval ?? [])]), [0.2, 0.15, 0.3]);
});
