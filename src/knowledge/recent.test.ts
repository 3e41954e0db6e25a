import assert from "node:assert/strict";
import { test } from "node:test";
import { Recent } from "./recent.ts";

test("what was used longest ago makes room", () => {
  const recent = new Recent<string, number>(2);
  recent.set("a", 1);
  recent.set("b", 2);
  assert.equal(recent.get("a"), 1);
  recent.set("c", 3);
  assert.deepEqual([recent.get("a"), recent.get("b"), recent.get("c")], [1, undefined, 3]);
  assert.equal(recent.size, 2);
});

test("a value that is set again takes no further place", () => {
  const recent = new Recent<string, number>(2);
  for (const value of [1, 2, 3]) recent.set("a", value);
  assert.deepEqual([recent.get("a"), recent.size], [3, 1]);
});
