import assert from "node:assert/strict";
import { test } from "node:test";
import { couldHold } from "./could-hold.ts";

test("a field may be what most of the values read as", () => {
  assert.ok(couldHold("time", ["2024-01-01", "01/02/2024", "soon"]));
  assert.ok(!couldHold("time", ["search", "click"]));
  assert.ok(couldHold("kind", ["search", "add to cart", "teleport"]));
  assert.ok(!couldHold("kind", ["Chair", "Table"]));
  assert.ok(couldHold("quantity", ["1", 2]));
  assert.ok(!couldHold("product", ["a red chair", "2024-01-01 10:00"]));
  assert.ok(couldHold("product", [536365, "A 1"]));
  assert.ok(!couldHold("query", ["2024-01-01", "17"]));
});

test("without values nothing is ruled out", () => {
  assert.ok(couldHold("time", []));
  assert.ok(couldHold("kind", ["", null, "NULL"]));
});
