import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import { addUsage, around, emptyTally, estimateUsage, sumOfRanges } from "./estimate-usage.ts";

const hundred = { calls: 100, inputBytes: 33_000, usualOutputTokens: 40 };

test("where nothing was seen, usual prompts and answers count, with the widest range", () => {
  const { inputTokens, outputTokens } = estimateUsage(hundred, emptyTally());
  assert.deepEqual([inputTokens.expected, outputTokens.expected], [10_000, 4000]);
  assert.equal(Math.round((100 * outputTokens.high) / outputTokens.low), 150);
  assert.equal(Math.round((100 * inputTokens.high) / inputTokens.low), 150);
});

test("what was seen of the kind counts, and the more was seen the nearer the range", () => {
  const widths = [30, 300, 3000].map((calls) => {
    const seen = emptyTally();
    for (let call = 0; call < calls; call++) {
      const outputTokens = call % 2 === 0 ? 10 : 14;
      addUsage(seen, { inputBytes: 400, inputTokens: 100, outputTokens });
    }
    const { inputTokens, outputTokens } = estimateUsage({ ...hundred, calls: 10_000 }, seen);
    assert.equal(inputTokens.expected, 8250);
    assert.equal(outputTokens.expected, 120_000);
    return outputTokens.high - outputTokens.low;
  });
  assert.deepEqual(
    widths,
    widths.toSorted((a, b) => b - a),
  );
});

test("of 200 samples of answers with long tails, the range holds the sum of at least 180", () => {
  const random = seededRandom(3);
  // Geometric, cut at 200: mean about 40.
  const answer = (): number =>
    Math.min(200, 1 + Math.floor(Math.log(1 - random.next()) / Math.log(1 - 1 / 40)));
  let held = 0;
  for (let sample = 0; sample < 200; sample++) {
    const seen = emptyTally();
    for (let call = 0; call < 100; call++) {
      addUsage(seen, { inputBytes: 1, inputTokens: 1, outputTokens: answer() });
    }
    const calls = 400;
    const { outputTokens } = estimateUsage({ ...hundred, calls }, seen);
    let actual = 0;
    for (let call = 0; call < calls; call++) actual += answer();
    if (actual >= outputTokens.low && actual <= outputTokens.high) held++;
    assert.ok(outputTokens.high / outputTokens.low <= 1.5 + 1e-9);
  }
  assert.ok(held >= 180, String(held));
});

test("a sum is as sure as its parts and the number of calls, and never wider than 1.5 to 1", () => {
  const parts = [
    { range: around(100, 0.1), weight: 2 },
    { range: around(50, 0.1), weight: 8 },
  ];
  const { expected, high } = sumOfRanges(parts);
  assert.deepEqual([expected, Math.round(high)], [600, 660]);
  const wide = sumOfRanges(parts, 0.5);
  assert.equal(Math.round((100 * wide.high) / wide.low), 150);
  assert.deepEqual(sumOfRanges([]), { low: 0, expected: 0, high: 0 });
});
