import assert from "node:assert/strict";
import { test } from "node:test";
import { isLineOfData, looksLikeData } from "./looks-like-data.ts";

test("times, numbers, addresses and sentences are data", () => {
  for (const name of [
    "2026-01-01 10:00",
    "01/02/2024",
    "17",
    "12.50",
    "anna@example.com",
    "hiv test for anna",
  ]) {
    assert.ok(looksLikeData(name), name);
  }
});

test("names of columns are none", () => {
  for (const name of ["InvoiceNo", "Stock Code", "Sold (date)", "details.wood", "price_2024"]) {
    assert.ok(!looksLikeData(name), name);
  }
});

test("one long name makes no line of data of a header; half of them do, and so does one value", () => {
  assert.ok(!isLineOfData(["sku", "name", "GTIN, UPC, EAN, or ISBN"]));
  assert.ok(isLineOfData(["s1", "red shoes for a wedding"]));
  assert.ok(isLineOfData(["s1", "tent", "2026-01-01 10:00"]));
  assert.ok(!isLineOfData([]));
});
