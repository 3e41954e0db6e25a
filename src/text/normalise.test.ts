import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normaliseQuery, normaliseText } from "./normalise.ts";

const anyText = fc.string({ unit: "binary", maxLength: 40 });

test("white space of every kind is one space, and none at the ends", () => {
  assert.equal(normaliseText("\t winter\u00a0 \r\n\u2028coat \u0085"), "winter coat");
});

test("control, format and private characters go without a trace", () => {
  assert.equal(normaliseText("co\u200bat\u0000 \ufeffsi\u00adze\ue000 \ud800L"), "coat size L");
});

test("compatibility forms and typographic quotes become plain, case stays", () => {
  assert.equal(normaliseText("Ｗｉｄｅ ﬁt “5½’’"), "Wide fit \"51⁄2''");
  assert.equal(normaliseText("‘Café’"), "'Café'");
});

test("a letter and its accent meet across a format character", () => {
  assert.equal(normaliseText("cafe\u200d\u0301"), "café");
});

test("a query is in lower case", () => {
  assert.equal(normaliseQuery("  iPhone 15   CASE "), "iphone 15 case");
  assert.equal(normaliseQuery("\u03aa\u0301"), "\u0390");
});

test("doing it twice changes nothing", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(normaliseText(normaliseText(text)), normaliseText(text));
      assert.equal(normaliseQuery(normaliseQuery(text)), normaliseQuery(text));
    }),
    { numRuns: 1000 },
  );
});

test("nothing unprintable is left, and no space where none belongs", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.doesNotMatch(normaliseText(text), /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]|^ | $| {2}/u);
    }),
    { numRuns: 1000 },
  );
});

test("composed and decomposed text are the same", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(normaliseText(text.normalize("NFD")), normaliseText(text.normalize("NFC")));
    }),
  );
});
