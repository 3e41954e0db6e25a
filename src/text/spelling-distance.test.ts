import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editDistance } from "./edit-distance.ts";
import { spellingDistance } from "./spelling-distance.ts";

test("known distances", () => {
  const known: readonly (readonly [string, string, number])[] = [
    ["", "", 0],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["saturday", "sunday", 3],
    ["teh", "the", 1],
    ["needels", "needles", 1],
    ["kniting needels", "knitting needles", 2],
    // Of optimal alignment: the swapped letters are not touched again.
    ["ca", "abc", 3],
    ["crème", "creme", 1],
    ["😀a", "a😀", 1],
  ];
  for (const [a, b, distance] of known) assert.equal(spellingDistance(a, b), distance, `${a} ${b}`);
});

test("beyond the bound there is none, and at the bound there is", () => {
  assert.equal(spellingDistance("kitten", "sitting", 2), undefined);
  assert.equal(spellingDistance("kitten", "sitting", 3), 3);
  assert.equal(spellingDistance("lamp", "lampshades", 2), undefined);
});

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

test("it is the same both ways, never above Levenshtein's, and a bound changes no distance within it", () => {
  fc.assert(
    fc.property(word, word, fc.nat({ max: 4 }), (a, b, atMost) => {
      const distance = spellingDistance(a, b) ?? Number.NaN;
      assert.equal(spellingDistance(b, a), distance);
      assert.ok(distance <= editDistance(a, b));
      assert.equal(spellingDistance(a, b, atMost), distance <= atMost ? distance : undefined);
    }),
  );
});
