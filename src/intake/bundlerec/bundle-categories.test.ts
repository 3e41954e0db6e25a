import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bundleCategoryPaths, mostSpecificPath } from "./bundle-categories.ts";

test("names with commas stay whole", () => {
  const text =
    "[[Clothing, Shoes & Jewelry,Novelty, Costumes & More,Costumes],[Clothing, Shoes & Jewelry,Women]]";
  assert.deepEqual(bundleCategoryPaths(text), [
    ["Clothing, Shoes & Jewelry", "Novelty, Costumes & More", "Costumes"],
    ["Clothing, Shoes & Jewelry", "Women"],
  ]);
});

test("a list of nothing is no path", () => {
  assert.deepEqual(bundleCategoryPaths("[[]]"), []);
  assert.deepEqual(mostSpecificPath([]), []);
});

test("whatever paths are written come back", () => {
  const name = fc.constantFrom(
    "Electronics",
    "Coffee, Tea & Cocoa",
    "TV & Video",
    "G-Strings, Thongs & Tangas",
  );
  const paths = fc.array(fc.array(name, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(paths, (expected) => {
      const text = `[[${expected.map((path) => path.join(",")).join("],[")}]]`;
      assert.deepEqual(bundleCategoryPaths(text), expected);
    }),
  );
});

test("the longest path counts, of equals the first", () => {
  const longest = mostSpecificPath([
    ["A", "New"],
    ["A", "Women", "Shoes"],
    ["A", "Men", "Boots"],
  ]);
  assert.deepEqual(longest, ["A", "Women", "Shoes"]);
});
