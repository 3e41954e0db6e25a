import assert from "node:assert/strict";
import { test } from "node:test";
import { greatestLikeness, meanLikeness, trigrams } from "./letter-likeness.ts";

test("the same word is 1, a misspelt one less, a short or another one 0", () => {
  const words = new Set(["needle", "tent", "cat"]);
  assert.equal(greatestLikeness("needle", words), 1);
  assert.equal(greatestLikeness("needel", words), 1 - 1 / 6);
  assert.equal(greatestLikeness("car", words), 0);
  assert.equal(greatestLikeness("chair", words), 0);
});

test("a part of a word is as like as it is long, either way round", () => {
  assert.equal(greatestLikeness("deck", new Set(["deckover"])), 0.5);
  assert.equal(greatestLikeness("deckover", new Set(["deck"])), 0.5);
});

test("numbers are like themselves alone", () => {
  assert.equal(greatestLikeness("1200", new Set(["1201"])), 0);
  assert.equal(greatestLikeness("1200", new Set(["1200"])), 1);
});

test("words are as like as each on average", () => {
  const mean = meanLikeness(new Set(["needel", "sofa"]), new Set(["needle"]));
  assert.equal(mean, (1 - 1 / 6) / 2);
  assert.ok(Number.isNaN(meanLikeness(new Set(), new Set(["needle"]))));
});

test("pieces of three letters span words", () => {
  assert.deepEqual([...trigrams(["ab", "c"])], [" ab", "ab ", "b c", " c "]);
});
