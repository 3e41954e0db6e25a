import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateInput } from "./estimate-input.ts";

const counted = { calls: 10, tokens: 1000, isWhole: true };
const nothing = { calls: 0, countedTokens: 0, actualTokens: 0 };

test("what is counted as the model does is sure, and a sample of it nearly", () => {
  assert.deepEqual(estimateInput(counted, nothing, true), {
    ...{ low: 1000, expected: 1000, high: 1000 },
  });
  const { low, expected, high } = estimateInput({ ...counted, isWhole: false }, nothing, true);
  assert(low < expected && expected === 1000 && high / low < 1.03);
});

test("what a server added to each of the calls that were made is added to those that are to be made", () => {
  const sent = { calls: 4, countedTokens: 400, actualTokens: 480 };
  assert.equal(estimateInput(counted, sent, false).expected, 1200);
  const fewer = { ...sent, actualTokens: 360 };
  assert.equal(estimateInput(counted, fewer, false).expected, 900);
});

test("before the first answer the range is wider than behind it", () => {
  const width = (seen: typeof nothing): number => {
    const { low, high } = estimateInput(counted, seen, false);
    return high / low;
  };
  const seen = { calls: 1, countedTokens: 100, actualTokens: 100 };
  assert(width(nothing) > width(seen) && width(nothing) < 1.5);
});
