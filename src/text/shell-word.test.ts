import assert from "node:assert/strict";
import { test } from "node:test";
import { shellWord } from "./shell-word.ts";

test("a word with anything that a shell reads is quoted", () => {
  assert.equal(shellWord("shops/a-1.b"), "shops/a-1.b");
  assert.equal(shellWord("kid's tent"), "'kid'\\''s tent'");
  assert.equal(shellWord("$HOME"), "'$HOME'");
});
