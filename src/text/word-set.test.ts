import assert from "node:assert/strict";
import { test } from "node:test";
import { wordSet } from "./word-set.ts";

test("words are parted by spaces and lines, and nothing around them is a word", () => {
  assert.deepEqual(
    [
      ...wordSet(`
    red  tent
    red lamp`),
    ],
    ["red", "tent", "lamp"],
  );
});
