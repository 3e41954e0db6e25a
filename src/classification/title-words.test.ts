import assert from "node:assert/strict";
import { test } from "node:test";
import { titleWords, wordKey } from "./title-words.ts";

/** The nouns of a title with their places, the word before them in brackets. */
const nounsOf = (title: string, brand = ""): readonly string[] =>
  titleWords(title, brand)
    .filter(({ place }) => place !== null)
    .map(({ word, place, before }) => `${place} ${before === null ? "" : `(${before}) `}${word}`);

test("the last noun of the first phrase ends it; what it is for stands after", () => {
  assert.deepEqual(nounsOf("Adjustable Desk Lamps for Kids' Rooms, 2 Pack, red"), [
    "inside (adjustable) desk",
    "end (desk) lamp",
    "after room",
  ]);
});

test("a maker at the beginning is cut off, with or without a sign behind it, and nowhere else", () => {
  assert.deepEqual(nounsOf("Tea Forte - Green Tea", "tea forte"), ["end tea"]);
  assert.deepEqual(nounsOf("Teapot", "Tea"), ["end teapot"]);
});

test("what is counted or held is the thing, and not its vessel or number", () => {
  assert.deepEqual(nounsOf("SET OF 6 CAKE CASES"), ["inside cake", "end (cake) case"]);
  assert.deepEqual(nounsOf("Box of tea"), ["end tea"]);
  assert.deepEqual(nounsOf("Printer paper, 12 rolls"), [
    "inside printer",
    "end (printer) paper",
    "after roll",
  ]);
});

test("hyphened words stay whole and have one form", () => {
  assert.deepEqual(
    titleWords("Men's T-Shirts", "").map(({ key, word }) => [key, word]),
    [["t-shirt", "t-shirt"]],
  );
  assert.equal(wordKey("oxfords"), wordKey("oxford"));
  assert.notEqual(wordKey("glass"), wordKey("glasses"));
});

test("titles without words, of numbers, of other scripts and endless ones are read", () => {
  for (const title of ["", " ", "!!!", "12", "🎁", "-", "'"]) assert.deepEqual(nounsOf(title), []);
  assert.ok(titleWords("テント 二人用", "").length > 0);
  assert.ok(titleWords("lamp ".repeat(100_000), "").length <= 60);
});
