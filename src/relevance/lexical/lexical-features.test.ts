import assert from "node:assert/strict";
import { test } from "node:test";
import type { JudgedWords } from "./judged-words.ts";
import { countLexical, fitLexicalFeatures, lexicalFeatures } from "./lexical-features.ts";

const pairOf = (query: string, title: string, more: Partial<JudgedWords> = {}) => ({
  ...{ query, title, description: null, bullets: null, brand: null, colour: null },
  ...more,
});
const training = [
  pairOf("tent", "Acme Tent, red", { description: "A tent for rain." }),
  pairOf("rain coat", "Ridge Coat", { brand: "Ridge", bullets: "Keeps rain out" }),
  pairOf("blue coat", "Ridge Coat", { brand: "Ridge", bullets: "Keeps rain out" }),
];
const features = fitLexicalFeatures(training);
const featuresOf = (pair: JudgedWords): Readonly<Record<string, number>> => {
  const row = features.rowOf(pair);
  return Object.fromEntries(features.columns.map((name, at) => [name, row[at] ?? 0]));
};

test("each column has one name, and rows are as long", () => {
  assert.equal(new Set(features.columns).size, features.columns.length);
  for (const pair of training) assert.equal(features.rowOf(pair).length, features.columns.length);
});

test("texts that say the same are alike in all, texts that share nothing in none", () => {
  const same = featuresOf(pairOf("red tent", "Red Tents"));
  const other = featuresOf(pairOf("red tent", "Garden hose"));
  for (const name of ["queryInTitle", "titleInQuery", "dice", "likeness", "headIsThing"]) {
    assert.deepEqual([same[name], other[name]], [1, 0], name);
  }
  assert.equal(same["heaviestNotInTitle"], 0);
  assert.ok((other["heaviestNotInTitle"] ?? 0) > 0);
});

test("what only the other texts say is found there, and not where there are none", () => {
  const { queryInTitle, queryInBody, queryInDescription, queryInBullets } = featuresOf(
    pairOf("rain", "Coat", { bullets: "Keeps rain out" }),
  );
  assert.deepEqual(
    { queryInTitle, queryInBody, queryInDescription, queryInBullets },
    { queryInTitle: 0, queryInBody: 1, queryInDescription: Number.NaN, queryInBullets: 1 },
  );
});

test("weights are those of the training pairs, each product once, whatever is asked later", () => {
  const before = features.rowOf(pairOf("tent coat", "Coat"));
  features.rowOf(pairOf("coat", "Coat coat coat"));
  assert.deepEqual(features.rowOf(pairOf("tent coat", "Coat")), before);
  // One of two products is a coat, one a tent: both tell as much.
  assert.equal(featuresOf(pairOf("tent coat", "Coat"))["queryWeightInTitle"], 0.5);
});

test("without training pairs there are no features", () => {
  assert.throws(() => fitLexicalFeatures([]), { name: "RangeError" });
});

test("what was counted comes through JSON to the same features", () => {
  const counts = countLexical([...training, pairOf("tent", "__proto__ constructor tent")]);
  const read = lexicalFeatures(JSON.parse(JSON.stringify(counts)) as typeof counts);
  const own = lexicalFeatures(counts);
  assert.deepEqual(read.columns, own.columns);
  for (const pair of [...training, pairOf("constructor ridge", "Acme tent")]) {
    assert.deepEqual(read.rowOf(pair), own.rowOf(pair));
  }
  assert.deepEqual(features.columns, own.columns);
});
