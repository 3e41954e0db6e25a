import assert from "node:assert/strict";
import { test } from "node:test";
import { headNoun, namingWords } from "./head-noun.ts";

test("a query asks for its last noun, before it says what for", () => {
  for (const [query, head] of [
    ["red running shoes", "shoe"],
    ["phone case for iphone 6", "case"],
    ["dining chairs without arms", "chair"],
    ["batteries", "battery"],
  ] as const) {
    assert.equal(headNoun(query), head, query);
  }
});

test("where there is no noun the last word counts, and of nothing there is none", () => {
  assert.equal(headNoun("12 34"), "34");
  assert.equal(headNoun("!"), undefined);
});

test("a title names the thing before it says more of it", () => {
  assert.deepEqual(namingWords("Acme Steel Anvil, 12 lb, for smiths"), ["acme", "steel", "anvil"]);
  assert.deepEqual(namingWords("Cover for Anvils"), ["cover"]);
});
