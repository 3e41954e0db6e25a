import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, formatNumber } from "./counted.ts";

test("numbers are grouped by thousands and cut after three places", () => {
  assert.equal(formatNumber(1_234_567), "1,234,567");
  assert.equal(formatNumber(0.123_49), "0.123");
});

test("one of anything is told in the singular", () => {
  const units = ["calls", "searches", "products", "boxes", "MB", "queries"];
  assert.deepEqual(
    units.map((unit) => counted(1, unit)),
    ["1 call", "1 search", "1 product", "1 box", "1 MB", "1 query"],
  );
  assert.equal(counted(2000, "calls"), "2,000 calls");
});
