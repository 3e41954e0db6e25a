import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { baseWords } from "./base-words.ts";

const wordsOf = (text: string): readonly string[] => [...baseWords(text)];

test("the words of a text in one form, each once", () => {
  assert.deepEqual(wordsOf("Feeding the birds"), ["feed", "the", "bird"]);
  assert.deepEqual(wordsOf("Gifts for Dad, gift for Father's Day"), [
    ...["gift", "for", "dad", "father", "day"],
  ]);
  assert.deepEqual(baseWords("training shoes"), baseWords("train shoe"));
});

test("a text without words has none, and signs are none", () => {
  assert.deepEqual(wordsOf(" … "), []);
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const word of baseWords(text)) assert.match(word, /^[\p{L}\p{N}'\p{M}]+$/u);
    }),
  );
});
