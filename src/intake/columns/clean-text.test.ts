import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normaliseText } from "../../text/normalise.ts";
import { cleanEntry, cleanQuery, cleanText, cleanValue } from "./clean-text.ts";

test("text comes out as the one normaliser makes it", () => {
  const unit = fc.constantFrom(
    "a",
    "Z",
    "7",
    " ",
    "  ",
    "\t",
    "’",
    "“",
    "ﬁ",
    "é",
    "~",
    "!",
    "\u00a0",
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      assert.equal(cleanText(text) ?? "", normaliseText(text));
    }),
  );
});

test("numbers are text, nothing and objects are null", () => {
  assert.equal(cleanText(536365), "536365");
  assert.equal(cleanText("  "), null);
  assert.equal(cleanText({ a: 1 }), null);
  assert.equal(cleanText(undefined), null);
});

test("the words of exports for no value are null, but a shopper may type them", () => {
  assert.equal(cleanValue("NaN"), null);
  assert.equal(cleanValue("\\N"), null);
  assert.equal(cleanQuery("nan"), "nan");
  assert.equal(cleanQuery("\\N"), null);
});

test("a whole cell of n/a, none or a dash is no entry; a word that holds it is, and so is what a log calls so", () => {
  for (const cell of ["n/a", "N/A", " - ", "--", "–", "none", "None", "NULL"]) {
    assert.equal(cleanEntry(cell), null, cell);
  }
  for (const cell of ["nonesuch", "-5", "NA", "N/A cable", "A - B"]) {
    assert.equal(cleanEntry(cell), cell);
  }
  assert.equal(cleanValue("none"), "none");
  assert.equal(cleanQuery("n/a"), "n/a");
});
