import assert from "node:assert/strict";
import { test } from "node:test";
import { seededUniform } from "./seeded-uniform.ts";

test("numbers of many keys are spread evenly, and each seed has its own", () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let key = 0; key < 20_000; key++) {
    const value = seededUniform(5, `key ${key}`);
    assert.ok(value >= 0 && value < 1);
    tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
  }
  // Chi-square with 9 degrees of freedom: above 33 with a chance of one in 10,000.
  const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  assert.ok(chiSquare < 33, String(tenths));
  assert.equal(seededUniform(5, "a key"), seededUniform(5, "a key"));
  assert.notEqual(seededUniform(6, "a key"), seededUniform(5, "a key"));
});
