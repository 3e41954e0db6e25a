import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, dollarsOf, durationOf, percentOf, shareOf, timesOf } from "./numbers.ts";

test("rounding never says all, none or free where it is not", () => {
  assert.equal(shareOf(0.999), "0.99");
  assert.equal(shareOf(1), "1.00");
  assert.equal(percentOf(1, 1000), "< 1 %");
  assert.equal(percentOf(999, 1000), "> 99 %");
  assert.equal(percentOf(0, 1000), "0 %");
  assert.equal(percentOf(0, 0), "–");
  assert.equal(dollarsOf(0.0004), "$0.0004");
  assert.equal(dollarsOf(0), "$0.00");
});

test("a factor has a digit behind the point only where it says something", () => {
  assert.equal(timesOf(0.84), "0.8 ×");
  assert.equal(timesOf(15355.5), "15,356 ×");
});

test("counts and durations as people say them", () => {
  assert.equal(counted(1, "pair"), "1 pair");
  assert.equal(counted(1234, "query", "queries"), "1,234 queries");
  assert.equal(durationOf(0.42), "0.4 s");
  assert.equal(durationOf(59.7), "1 min 0 s");
  assert.equal(durationOf(200), "3 min 20 s");
  assert.equal(durationOf(7500), "2 h 5 min");
});
