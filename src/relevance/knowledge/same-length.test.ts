import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lengthOf, ofSameLength, wordTokens } from "./same-length.ts";

test("a long piece is cut, a short one is said again, and pieces come in turn", () => {
  assert.deepEqual(ofSameLength(["keeps the rain off", "two people"], [2, 5, 4], wordTokens), [
    "keeps the",
    "two people two people two",
    "keeps the rain off",
  ]);
});

const word = fc.constantFrom("rain", "a", "tent");
const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));

test("pieces are as many and as long as those they stand for", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), fc.array(text), (pieces, wanted) => {
      const lengths = wanted.map((one) => wordTokens(one).length);
      const found = ofSameLength(pieces, lengths, wordTokens);
      assert.deepEqual(
        found.map((one) => wordTokens(one).length),
        lengths,
      );
      assert.equal(lengthOf(found, wordTokens), lengthOf(wanted, wordTokens));
    }),
  );
});

test("of nothing there is nothing to say", () => {
  assert.deepEqual(ofSameLength([], [3], wordTokens), []);
  assert.deepEqual(ofSameLength(["", " "], [3], wordTokens), []);
});
