import assert from "node:assert/strict";
import { test } from "node:test";
import { markedPieces } from "./marked-pieces.ts";
import { splitAround } from "./split-around.ts";

test("a sentence is cut around the intent in it", () => {
  assert.deepEqual(splitAround("People use it for Camping trips.", "camping"), {
    before: "People use it for ",
    within: "Camping",
    after: " trips.",
  });
  assert.equal(splitAround("People use it.", "camping"), null);
  assert.equal(splitAround("People use it.", ""), null);
});

test("what was typed is marked at the beginnings of words, and no letter is lost", () => {
  const pieces = markedPieces("Winter camping  tent", "te WINT");
  assert.deepEqual(
    pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text),
    ["Wint", "te"],
  );
  assert.equal(pieces.map(({ text }) => text).join(""), "Winter camping  tent");
});
