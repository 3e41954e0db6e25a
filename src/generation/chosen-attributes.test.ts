import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenAttributes } from "./chosen-attributes.ts";

const of = (attribute: string, ...products: readonly number[]) => ({
  attribute,
  products: new Set(products),
});
const names = (...chosen: Parameters<typeof chosenAttributes>) =>
  chosenAttributes(...chosen).map(({ attribute }) => attribute);

test("the most telling are taken, up to a number in which those that were chosen before count", () => {
  const found = [of("waterproof", 1, 2, 3), of("leather", 4, 5, 6), of("slim", 7, 8, 9)];
  assert.deepEqual(names(found, [], 2), ["waterproof", "leather"]);
  assert.deepEqual(names(found, [of("red", 10)], 2), ["waterproof"]);
  assert.deepEqual(names(found, [of("red", 10), of("blue", 11)], 2), []);
});

test("what marks nearly the same products, or says a word again, brings nothing new", () => {
  const found = [
    of("waterproof", 1, 2, 3, 4),
    of("rain", 1, 2, 3),
    of("waterproof zip", 7, 8, 9),
    of("dry", 1, 2, 5, 6),
  ];
  assert.deepEqual(names(found, [], 3), ["waterproof", "dry"]);
  assert.deepEqual(names(found, [of("waterproof", 1, 2, 3, 4), of("dry", 1, 2, 5, 6)], 3), []);
});
