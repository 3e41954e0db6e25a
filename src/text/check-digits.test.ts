import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hasGtinCheckDigit, hasLuhnCheckDigit, isIban, isIsbn10 } from "./check-digits.ts";

test("numbers published as examples pass", () => {
  assert.ok(hasLuhnCheckDigit("79927398713")); // the example of the patent's literature
  assert.ok(hasLuhnCheckDigit("4111111111111111")); // a test card
  assert.ok(hasGtinCheckDigit("9780140449136"));
  assert.ok(hasGtinCheckDigit("036000291452")); // the UPC of the standard's example
  assert.ok(isIsbn10("0306406152"));
  assert.ok(isIsbn10("080442957X"));
  assert.ok(isIban("GB82WEST12345698765432"));
  assert.ok(isIban("de89370400440532013000"));
});

test("what is no such number at all does not pass", () => {
  assert.ok(!isIsbn10("iphone 15x"));
  assert.ok(!isIban("GB82"));
});

const changed = (text: string, place: number): string => {
  const digit = Number(text[place]);
  return `${text.slice(0, place)}${(digit + 1) % 10}${text.slice(place + 1)}`;
};

test("one wrong digit is always found", () => {
  for (const [number, passes] of [
    ["4111111111111111", hasLuhnCheckDigit],
    ["9780140449136", hasGtinCheckDigit],
    ["0306406152", isIsbn10],
    ["DE89370400440532013000", isIban],
  ] as const) {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: number.length - 1 }), (place) => {
        assert.ok(!passes(changed(number, place)));
      }),
    );
  }
});
