import assert from "node:assert/strict";
import { test } from "node:test";
import { headWords, isShortPrefix, shortPrefixes } from "./head-words.ts";

test("words are cut at signs, in lower case, each once", () => {
  assert.deepEqual(headWords("Alder 20L Daypack – alder, 4-person"), [
    "alder",
    "20l",
    "daypack",
    "4",
    "person",
  ]);
  assert.deepEqual(headWords(" –/ "), []);
  assert.deepEqual(headWords("Crème brûlée"), ["crème", "brûlée"]);
});

test("a word has its first one and two letters as short beginnings", () => {
  assert.deepEqual(shortPrefixes("tent"), ["t", "te"]);
  assert.deepEqual(shortPrefixes("𝒶b"), ["𝒶", "𝒶b"]);
  assert.deepEqual(shortPrefixes("4"), ["4"]);
  assert.deepEqual(["t", "te", "ten"].map(isShortPrefix), [true, true, false]);
});
