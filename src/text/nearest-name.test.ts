import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearestName } from "./nearest-name.ts";

const settings = ["language-model", "generation", "refinement", "relations", "workspace", "seed"];

test("a slip of the hand finds the name that was meant", () => {
  assert.equal(nearestName("langauge-model", settings), "language-model");
  assert.equal(nearestName("languageModel", settings), "language-model");
  assert.equal(nearestName("Language_Model", settings), "language-model");
  assert.equal(nearestName("refinment", settings), "refinement");
  assert.equal(nearestName("relation", settings), "relations");
  assert.equal(nearestName("sed", settings), "seed");
});

test("nothing near is nothing", () => {
  assert.equal(nearestName("currency", settings), undefined);
  assert.equal(nearestName("x", settings), undefined);
  assert.equal(nearestName("", settings), undefined);
  assert.equal(nearestName("seed", []), undefined);
});

test("the nearer name wins, the first of equals", () => {
  assert.equal(nearestName("usedFot", ["usedTo", "usedFor"]), "usedFor");
  assert.equal(nearestName("used", ["usedA", "usedB"]), "usedA");
});

test("a known name is its own nearest name", () => {
  const name = fc.stringMatching(/^[a-z]{1,12}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1 }), fc.nat(), (known, place) => {
      const one = known[place % known.length] ?? "";
      assert.equal(nearestName(one, known), one);
    }),
  );
});
