import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Problem } from "../import-item.ts";
import { readNumber } from "./read-number.ts";

test("a decimal comma is read where it can be nothing else", () => {
  for (const [text, number] of [
    ["19,90", 19.9],
    ["-1.299,00", -1299],
    ["1 299,5", 1299.5],
    ["1\u202f299,50", 1299.5],
    ["1.234.567,8", 1_234_567.8],
  ] as const) {
    assert.equal(readNumber(text, "unitPrice"), number, text);
  }
});

test("what may be two numbers keeps its meaning or is refused", () => {
  assert.equal(readNumber("1.299", "unitPrice"), 1.299);
  for (const text of [
    "1,299",
    "1,29.00",
    "12.34,5",
    "1,2,3",
    "€ 1,299",
    "19,90 € 5",
    "from 12 €",
  ]) {
    assert.ok(readNumber(text, "unitPrice") instanceof Problem, text);
  }
});

test("commas that can only part thousands do", () => {
  assert.equal(readNumber("1,299.00", "quantity"), 1299);
  assert.equal(readNumber("-12,345,678.5", "quantity"), -12_345_678.5);
});

test("money may be told with its currency, and nothing else may", () => {
  for (const [text, number] of [
    ["19,90 €", 19.9],
    ["€ 9.95", 9.95],
    ["$1,299.00", 1299],
    ["EUR 12", 12],
    ["12.50EUR", 12.5],
    ["1.299,00 kr", null],
  ] as const) {
    const read = readNumber(text, "value");
    if (number === null) assert.ok(read instanceof Problem, text);
    else assert.equal(read, number, text);
  }
  assert.ok(readNumber("5 €", "quantity") instanceof Problem);
  assert.equal(readNumber("€", "value"), null);
});

test("a cell that was left open holds no number", () => {
  for (const text of ["", "-", "n/a", "NaN", "NULL"]) assert.equal(readNumber(text, "value"), null);
});

test("prices are the same with a comma and with a point", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (cents) => {
      const text = (cents / 100).toFixed(2);
      assert.equal(readNumber(text.replace(".", ","), "unitPrice"), Number(text));
    }),
  );
});
