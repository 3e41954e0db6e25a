import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseWordsShare, pooledWithWords } from "./words-share.ts";

const rows = (...right: readonly number[]) => right.map((one) => Float64Array.of(1 - one, one));
const labels = [1, 1, 1, 1];

const validation = { labels, groups: ["a", "b", "c", "d"] };
const chosen = (
  words: readonly Float64Array[],
  encoder: readonly Float64Array[],
  of = validation,
) => chooseWordsShare(words, encoder, of);

test("words count for all where the encoder says nothing, for nothing where they do, and for something where each errs on its own", () => {
  const [good, none] = [rows(0.9, 0.8, 0.9, 0.9), rows(0.5, 0.5, 0.5, 0.5)];
  assert.equal(chosen(good, none), 1);
  assert.equal(chosen(none, good), 0);
  const many = Array.from({ length: 100 }, (_, at) => at);
  const of = { labels: many.map(() => 1), groups: many.map(String) };
  const errs = (when: number) => rows(...many.map((at) => (at % 2 === when ? 0.05 : 0.95)));
  const share = chosen(errs(0), errs(1), of);
  assert.ok(share >= 0.5 && share < 0.8, String(share));
});

test("words count alone where the encoder tells no more, or where so few queries can't say that it does", () => {
  const [equal, better] = [rows(0.7, 0.7, 0.7, 0.7), rows(0.65, 0.95, 0.65, 0.75)];
  assert.equal(chosen(equal, equal), 1);
  assert.equal(chosen(equal, better), 1);
  // The same again and again, of one query: nobody knows.
  const surely = rows(0.9, 0.9, 0.9, 0.9);
  assert.equal(chosen(equal, surely), 0);
  assert.equal(chosen(equal, surely, { labels, groups: ["a", "a", "a", "a"] }), 1);
});

test("what both say is between them, and sums to 1", () => {
  const [pooled = new Float64Array()] = pooledWithWords(rows(0.9), rows(0.5), 0.5);
  const [no, yes] = [Math.sqrt(0.1 * 0.5), Math.sqrt(0.9 * 0.5)];
  assert.ok(Math.abs((pooled[1] ?? 0) - yes / (no + yes)) < 1e-6);
  assert.ok(Math.abs((pooled[0] ?? 0) + (pooled[1] ?? 0) - 1) < 1e-12);
});
