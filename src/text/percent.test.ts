import assert from "node:assert/strict";
import { test } from "node:test";
import { percent, points } from "./percent.ts";

test("a share is told in per cent with one digit, and nothing has no sign", () => {
  assert.deepEqual([0.411, 1, 0, -0.0004].map(percent), ["41.1", "100.0", "0.0", "0.0"]);
});

test("a difference has its sign", () => {
  assert.deepEqual([0.0656, -0.0166, 0, 0.0004, -0.0004].map(points), [
    "+6.6",
    "−1.7",
    "0.0",
    "0.0",
    "0.0",
  ]);
});
