import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestNames } from "./nearest-names.ts";
import { plainName } from "./plain-name.ts";

test("spelling, case and separators do not make another name", () => {
  assert.equal(plainName("Item ID"), plainName("item_id"));
});

test("the nearest comes first and strangers are left out", () => {
  const names = ["events.csv.gz", "products.csv", "product.csv.gz", "README.md"];
  assert.deepEqual(nearestNames("product.csv", names, 2), ["products.csv", "product.csv.gz"]);
  assert.deepEqual(nearestNames("zzz", ["title", "sku"], 3), []);
});
