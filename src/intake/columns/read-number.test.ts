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
  for (const text of ["1,299", "1,299.00", "12.34,5", "1,2,3", "19,90 €"]) {
    assert.ok(readNumber(text, "unitPrice") instanceof Problem, text);
  }
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
