import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wilsonLowerBound, wilsonUpperBound } from "../statistics/wilson.ts";
import { meaningEncoder, never } from "./evaluation-for-tests.ts";
import { createFactMatcher } from "./fact-matcher.ts";
import { chooseCut, matcherQuality, type ScoredPair, scoredPairs } from "./matcher-quality.ts";

const calibration = (score: number, match: boolean): ScoredPair => ({
  ...{ score, match, half: "calibration" },
});

test("pairs are scored by the matcher, whatever their label", async () => {
  const matcher = createFactMatcher(meaningEncoder([["cosy", "warm"]]));
  const fact = { relation: "capable_of", tails: ["warm", "no cold"] } as const;
  const pairs = [
    { tail: "cosy", relation: "capableOf", fact, match: true, half: "test" },
    { tail: "cosy", relation: "isA", fact, match: true, half: "calibration" },
    { tail: "blue", relation: "capableOf", fact, match: false, half: "test" },
  ] as const;
  assert.deepEqual(await scoredPairs(pairs, matcher, never), [
    { score: 1, match: true, half: "test" },
    { score: -1, match: true, half: "calibration" },
    { score: 0, match: false, half: "test" },
  ]);
});

test("the cut lies halfway between the scores that it parts, and the test half has no say", () => {
  const pairs = [
    ...[calibration(0.9, true), calibration(0.8, true), calibration(0.6, false)],
    ...[calibration(-1, true), { score: 0.1, match: true, half: "test" } as const],
  ];
  assert.equal(chooseCut(pairs), 0.7);
  assert.equal(chooseCut([calibration(0.5, true), calibration(-1, false)]), 0.5);
});

test("no other cut has a better F1 on the calibration half", () => {
  const score = fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10);
  const pair = fc.tuple(score, fc.boolean()).map(([value, match]) => calibration(value, match));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), score, (pairs, other) => {
      fc.pre(pairs.some((one) => one.match && one.score > -1) && other > -1);
      const f1 = (cut: number): number => matcherQuality(pairs, cut, 1).f1?.mean ?? 0;
      const cut = chooseCut(pairs);
      assert.ok(f1(cut) >= f1(other));
      assert.ok(cut > -1);
    }),
    { numRuns: 40 },
  );
});

test("without a match to find there is no cut", () => {
  assert.throws(() => chooseCut([]), RangeError);
  assert.throws(() => chooseCut([calibration(0.5, false), calibration(-1, true)]), RangeError);
});

test("precision and recall have Wilson's intervals, F1 one around it", () => {
  const pairs = [
    ...Array.from({ length: 30 }, () => calibration(0.9, true)),
    ...Array.from({ length: 10 }, () => calibration(0.8, false)),
    ...Array.from({ length: 20 }, () => calibration(0.3, true)),
    ...Array.from({ length: 40 }, () => calibration(0.2, false)),
  ];
  const quality = matcherQuality(pairs, 0.7, 1);
  assert.deepEqual([quality.cut, quality.pairs, quality.matches], [0.7, 100, 50]);
  const wilson = (hits: number, trials: number) => ({
    mean: hits / trials,
    interval: [wilsonLowerBound(hits, trials), wilsonUpperBound(hits, trials)],
  });
  assert.deepEqual(quality.precision, wilson(30, 40));
  assert.deepEqual(quality.recall, wilson(30, 50));
  assert.equal(quality.f1?.mean, 60 / 90);
  const [low, high] = quality.f1?.interval ?? [1, 0];
  assert.ok(0.5 < low && low < 60 / 90 && 60 / 90 < high && high < 0.8, String([low, high]));
});

test("nothing found, nothing to find, nothing at all", () => {
  const none = matcherQuality([calibration(0.1, false)], 0.7, 1);
  assert.deepEqual([none.precision, none.recall, none.f1], [null, null, null]);
  assert.equal(matcherQuality([calibration(0.1, true)], 0.7, 1).recall?.mean, 0);
  assert.equal(matcherQuality([], 0.7, 1).f1, null);
});
