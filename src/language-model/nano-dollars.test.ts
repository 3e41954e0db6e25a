import assert from "node:assert/strict";
import { test } from "node:test";
import { fromNanoDollars, nanoDollars } from "./nano-dollars.ts";

test("a sum is never rounded down, and the error of binary numbers is not rounded up", () => {
  assert.equal(nanoDollars(0.1 + 0.2), 300_000_000);
  assert.equal(nanoDollars((3 * 37.5) / 1e9), 113);
  assert.equal(nanoDollars(0), 0);
  assert.equal(nanoDollars(5), 5e9);
  assert.equal(fromNanoDollars(nanoDollars(1234.56)), 1234.56);
});

test("a million small sums are what they are together", () => {
  let sum = 0;
  for (let count = 0; count < 1_000_000; count++) sum += nanoDollars(0.000_123_45);
  assert.equal(fromNanoDollars(sum), 123.45);
});
