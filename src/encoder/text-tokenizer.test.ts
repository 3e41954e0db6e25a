import assert from "node:assert/strict";
import { test } from "node:test";
import { openBareTokenizer, openTextTokenizer } from "./text-tokenizer.ts";
import { tinyTokenizerJson, tinyVocabulary } from "./tiny-bert-for-tests.ts";

const words = (ids: readonly number[]): string => ids.map((id) => tinyVocabulary[id]).join(" ");

test("words become pieces between the two marks, without padding", () => {
  const tokenize = openTextTokenizer(tinyTokenizerJson, 12);
  assert.equal(words(tokenize("")), "[CLS] [SEP]");
  assert.equal(words(tokenize("ABBA c")), "[CLS] a ##b ##b ##a c [SEP]");
  assert.equal(words(tokenize("a zebra")), "[CLS] a [UNK] [SEP]");
});

test("a text too long loses its end, and keeps the closing mark", () => {
  const tokenize = openTextTokenizer(tinyTokenizerJson, 6);
  assert.equal(words(tokenize("a b c a")), "[CLS] a b c a [SEP]");
  assert.equal(words(tokenize("a b c a b")), "[CLS] a b c a [SEP]");
  assert.equal(tokenize("a ".repeat(1000)).length, 6);
});

test("a broken tokenizer file is refused", () => {
  for (const text of ["{", "{}", '{ "model": { "type": "Oracle" } }']) {
    assert.throws(() => openTextTokenizer(text, 6), { code: "MODEL_FILE_BROKEN" });
  }
});

test("texts that are put behind one another come without marks, which are said apart", () => {
  const { tokenize, opening, closing } = openBareTokenizer(tinyTokenizerJson);
  assert.deepEqual(tokenize("a bc"), [4, 5, 9]);
  assert.deepEqual([opening, closing], [2, 3]);
});
