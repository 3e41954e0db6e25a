import assert from "node:assert/strict";
import { test } from "node:test";
import { type JudgedType, knownType, typeAccuracy, typeControls } from "./type-accuracy.ts";

const judged = (type: string | null, confidence: number, ...known: string[]): JudgedType => ({
  type,
  confidence,
  known: knownType(known),
});

test("right to the word, right by its noun, and without a type", () => {
  const { coverage, strict, sameNoun, products } = typeAccuracy([
    judged("desk lamp", 0.9, "Desk Lamps"),
    judged("floor lamp", 0.9, "Desk Lamps & Lights"),
    judged("tent", 0.9, "Desk Lamps"),
    judged(null, 0.1, "Desk Lamps"),
  ]);
  assert.deepEqual([products, coverage, strict?.mean, sameNoun?.mean], [4, 3 / 4, 1 / 3, 2 / 3]);
});

test("categories above are right by their noun, and not to the word", () => {
  const one = { type: "shoe", confidence: 1, known: knownType(["Sandals"], ["Shoes"]) };
  const { strict, sameNoun } = typeAccuracy([one]);
  assert.deepEqual([strict?.mean, sameNoun?.mean], [0, 1]);
});

test("the calibration error is 0 where as many are right as was said, and what is missing else", () => {
  const of = (confidence: number, right: number): JudgedType[] =>
    Array.from({ length: 10 }, (_, at) => judged(at < right ? "tent" : "lamp", confidence, "tent"));
  const bins = 2;
  assert.ok(typeAccuracy([...of(0.2, 2), ...of(0.8, 8)], bins).expectedCalibrationError < 1e-9);
  const wrong = typeAccuracy([...of(0.5, 2), ...of(0.9, 8)], bins).expectedCalibrationError;
  assert.ok(Math.abs(wrong - 0.2) < 1e-9, String(wrong));
});

test("controls are the most frequent type and one that is drawn", () => {
  const all = ["tent", "tent", "tent", "lamp"];
  const { mostFrequent, random } = typeControls(
    all.map((type) => judged(null, 0, type)),
    all,
    1,
  );
  assert.equal(mostFrequent.strict?.mean, 3 / 4);
  assert.ok((random.strict?.mean ?? 2) <= 1);
});

test("of nothing there is nothing to say", () => {
  const { strict, byConfidence } = typeAccuracy([judged(null, 0, "tent")]);
  assert.deepEqual([strict, byConfidence], [null, []]);
});
