import assert from "node:assert/strict";
import { test } from "node:test";
import { namedSides, sideTerms } from "./named-sides.ts";

const terms = sideTerms([
  [
    ["men", "unisex"],
    ["women", "unisex"],
  ],
  [["waterproof"], ["not waterproof"]],
  [["not waterproof shoes"], ["shoes"]],
]);
const named = (text: string) =>
  [...namedSides(text, terms)].map(([contradiction, sides]) => [contradiction, ...sides.keys()]);

test("words are known in the singular, without an owner's s, whatever their case and what is between", () => {
  for (const text of ["Men’s shirt", "MAN", "for men, mostly", "mens'"]) {
    assert.deepEqual(named(text), [[0, 0]], text);
  }
  assert.deepEqual(named("menswear, womenfolk"), []);
});

test("of one contradiction's terms the longest counts, and those of another count beside it", () => {
  assert.deepEqual(named("waterproof"), [[1, 0]]);
  assert.deepEqual(named("Not-waterproof"), [[1, 1]]);
  assert.deepEqual(named("not waterproof, then waterproof"), [[1, 1, 0]]);
  assert.deepEqual(named("not waterproof shoes").toSorted(), [
    [1, 1],
    [2, 0],
  ]);
});

test("a word that says both sides stands on both, and the words are told as they stand", () => {
  const [sides] = namedSides("Unisex for Women", terms).values();
  assert.deepEqual(
    [...(sides ?? [])],
    [
      [0, "unisex"],
      [1, "unisex"],
    ],
  );
});

test("a term and its plural name one side, also where the plural has no singular that is told safely", () => {
  const terms = sideTerms([
    [
      ["senior", "male"],
      ["kid", "baby"],
    ],
  ]);
  for (const text of ["Seniors Party Hats", "for males", "a senior", "kids", "babies"]) {
    assert.equal(namedSides(text, terms).get(0)?.size, 1, text);
  }
});
