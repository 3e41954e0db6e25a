import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editDistance } from "./edit-distance.ts";

/** The definition, letter by letter. */
function plainDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const rest = plainDistance(a.slice(1), b.slice(1));
  if (a[0] === b[0]) return rest;
  return 1 + Math.min(rest, plainDistance(a.slice(1), b), plainDistance(a, b.slice(1)));
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

test("the classic examples", () => {
  assert.equal(editDistance("kitten", "sitting"), 3);
  assert.equal(editDistance("saturday", "sunday"), 3);
  assert.equal(editDistance("", "tent"), 4);
  assert.equal(editDistance("tent", "tent"), 0);
});

test("it is what the definition gives", () => {
  fc.assert(
    fc.property(word, word, (a, b) => assert.equal(editDistance(a, b), plainDistance(a, b))),
  );
});

test("it is a metric", () => {
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      assert.equal(editDistance(a, b), editDistance(b, a));
      assert.equal(editDistance(a, b) === 0, a === b);
      assert.ok(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c));
    }),
  );
});
