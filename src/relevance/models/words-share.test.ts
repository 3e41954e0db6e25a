import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseWordsShare, pooledWithWords } from "./words-share.ts";

const rows = (...right: readonly number[]) => right.map((one) => Float64Array.of(1 - one, one));
const labels = [1, 1, 1, 1];

test("words count for all where the encoder says nothing, for nothing where they do, and for something where each errs on its own", () => {
  const [good, none] = [rows(0.9, 0.8, 0.9, 0.9), rows(0.5, 0.5, 0.5, 0.5)];
  assert.equal(chooseWordsShare(good, none, labels), 1);
  assert.equal(chooseWordsShare(none, good, labels), 0);
  assert.equal(chooseWordsShare(rows(0.9, 0.2, 0.9, 0.2), rows(0.2, 0.9, 0.2, 0.9), labels), 0.5);
});

test("of shares that are equally good the one nearest to both alike is taken", () => {
  assert.equal(chooseWordsShare(rows(0.7, 0.7, 0.7, 0.7), rows(0.7, 0.7, 0.7, 0.7), labels), 0.5);
});

test("what both say is between them, and sums to 1", () => {
  const [pooled = new Float64Array()] = pooledWithWords(rows(0.9), rows(0.5), 0.5);
  const [no, yes] = [Math.sqrt(0.1 * 0.5), Math.sqrt(0.9 * 0.5)];
  assert.ok(Math.abs((pooled[1] ?? 0) - yes / (no + yes)) < 1e-6);
  assert.ok(Math.abs((pooled[0] ?? 0) + (pooled[1] ?? 0) - 1) < 1e-12);
});
