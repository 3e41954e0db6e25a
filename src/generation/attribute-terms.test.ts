import assert from "node:assert/strict";
import { test } from "node:test";
import { contentWords, isMaker, saidTerms } from "./attribute-terms.ts";

const terms = (words: string, type: string, brand = "") =>
  saidTerms({ words: ` ${words} `, brand }, type).map(({ term }) => term);

test("words and two words that stand together may be attributes, but not over the end of a phrase", () => {
  assert.deepEqual(terms("waterproof | roll top laptop bag", "laptop bag"), [
    "waterproof",
    "roll",
    "roll top",
    "top",
  ]);
});

test("the type's own words, the brand's, measures and empty words are none, in whatever number", () => {
  assert.deepEqual(terms("wren camping tents with 2 doors | 16gb | pack of 4", "tent", "wren"), [
    "camping",
    "2 doors",
    "doors",
  ]);
});

test("what is free of something is so behind a word alone", () => {
  assert.deepEqual(terms("gluten free bread", "bread"), ["gluten", "gluten free"]);
});

test("a person's word has one form", () => {
  assert.deepEqual(contentWords("Women's and womens bags for a woman"), ["woman", "bag"]);
});

test("a maker's name ends the same beginning of nearly all titles that say it", () => {
  assert.equal(isMaker(["tech armor", "tech armor", "tech armor", "for armor"]), true);
  assert.equal(isMaker(["timex men's", "casio men's", "men's"]), false);
  assert.equal(isMaker([]), false);
});
