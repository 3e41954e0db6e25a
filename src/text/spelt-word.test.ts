import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canBeMisspelt, deletionsOf, misspeltBy } from "./spelt-word.ts";

test("short words, digits and words that rule out are no misspellings", () => {
  assert.equal(misspeltBy("red", "bed"), undefined);
  assert.equal(misspeltBy("tent", "tant"), 1);
  assert.equal(misspeltBy("needels", "needles"), 1);
  assert.equal(misspeltBy("backpack", "bakcpak"), undefined);
  assert.equal(misspeltBy("fingering", "fingrng"), undefined);
  assert.equal(misspeltBy("waterproof", "watreprof"), 2);
  for (const word of ["red", "h4ll", "without", "30l", "日本語品"]) {
    assert.ok(!canBeMisspelt(word), word);
  }
  assert.ok(canBeMisspelt("tent") && canBeMisspelt("crème"));
});

test("a syllable that turns a word round is no misspelling", () => {
  assert.equal(misspeltBy("finished", "unfinished"), undefined);
  assert.equal(misspeltBy("flammable", "inflammable"), undefined);
  assert.equal(misspeltBy("finished", "enfinished"), 2);
});

const word = fc
  .array(fc.constantFrom("a", "b", "c", "d"), { minLength: 4, maxLength: 12 })
  .map((letters) => letters.join(""));

test("words that may be each other misspelt have a deletion in common", () => {
  fc.assert(
    fc.property(word, fc.array(fc.tuple(fc.nat(12), fc.nat(3)), { maxLength: 2 }), (a, edits) => {
      let b = [...a];
      for (const [place, kind] of edits) {
        const at = place % b.length;
        if (kind === 0) b = b.toSpliced(at, 1);
        else if (kind === 1) b = b.toSpliced(at, 0, "x");
        else if (kind === 2) b = b.with(at, "y");
        else b = b.toSpliced(at, 2, ...b.slice(at, at + 2).toReversed());
      }
      const other = b.join("");
      fc.pre(misspeltBy(a, other) !== undefined);
      assert.ok(!deletionsOf(a).isDisjointFrom(deletionsOf(other)), `${a} ${other}`);
    }),
    { numRuns: 1000 },
  );
});
