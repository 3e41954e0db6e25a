import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editSimilarity } from "./similarity.ts";

test("a copy is 1, whatever its article, number, case or final stop", () => {
  for (const copy of ["a tent", "Tents", "the tent.", " TENT "]) {
    assert.equal(editSimilarity(copy, "tent"), 1, copy);
  }
});

test("a near copy of a title is near 1, a new idea far from it", () => {
  const title = "Coleman Sundome 4-Person Camping Tent";
  assert.ok(editSimilarity("Coleman Sundome 4 person camping tents", title) >= 0.85);
  assert.ok(editSimilarity("camping with the family", title) < 0.5);
  assert.equal(editSimilarity("kitten", "sittin"), 1 - 2 / 6);
});

test("it lies in 0 to 1, is symmetric, and 1 for a text and itself", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 30 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const similarity = editSimilarity(a, b);
      assert.ok(similarity >= 0 && similarity <= 1);
      assert.equal(similarity, editSimilarity(b, a));
      assert.equal(editSimilarity(a, a), 1);
    }),
  );
});
