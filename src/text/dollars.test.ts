import assert from "node:assert/strict";
import { test } from "node:test";
import { dollars } from "./dollars.ts";

test("cents where they say something, else more digits", () => {
  assert.deepEqual([0, 5, 12.345, 0.5, 0.0512, 0.000_321, 0.01].map(dollars), [
    "$0.00",
    "$5.00",
    "$12.35",
    "$0.50",
    "$0.0512",
    "$0.000321",
    "$0.01",
  ]);
});
