import assert from "node:assert/strict";
import { test } from "node:test";
import { isNumber, isUnit, readWords } from "./read-words.ts";

test("words come in lower case and in one form, in their order", () => {
  assert.deepEqual(readWords("Children's Running Shoes"), ["child", "run", "shoe"]);
  assert.deepEqual(readWords("Feeding birds (bird feeder)"), ["feed", "bird", "bird", "feeder"]);
});

test("numbers are parted from letters, and units have one name", () => {
  assert.deepEqual(readWords('2-Light 6" Sconces'), ["2", "light", "6", "inch", "sconce"]);
  for (const text of ["1/2 in. x 10ft", "1/2in x 10 feet", "1/2-Inch x 10'"]) {
    assert.deepEqual(readWords(text), ["1/2", "inch", "x", "10", "foot"]);
  }
  assert.deepEqual(readWords("1,000 lbs."), ["1000", "pound"]);
  assert.deepEqual(readWords("20 constructor bricks"), ["20", "constructor", "brick"]);
});

test("what is a unit behind a number stays a word elsewhere", () => {
  assert.deepEqual(readWords("made in Spain"), ["made", "in", "spain"]);
});

test("numbers and units are told apart from words", () => {
  assert.deepEqual(["1/2", "inch", "shoe"].map(isNumber), [true, false, false]);
  assert.deepEqual(["1/2", "inch", "shoe"].map(isUnit), [false, true, false]);
});
