import assert from "node:assert/strict";
import { test } from "node:test";
import { relationHeading, relationWords } from "./relation-words.ts";

test("a relation's name as words", () => {
  assert.equal(relationWords("usedFor"), "used for");
  assert.equal(relationWords("isA"), "is a");
  assert.equal(relationWords("xWant"), "x want");
  assert.equal(relationHeading("capableOf"), "Capable of");
});
