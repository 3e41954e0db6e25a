import assert from "node:assert/strict";
import { test } from "node:test";
import { pairReadings } from "./pair-words.ts";

test("two things with a sign between them are a pair, in every way that the signs allow", () => {
  assert.deepEqual(pairReadings("winter tent > T-1"), [
    { left: "winter tent", right: "T-1", sign: ">" },
  ]);
  assert.deepEqual(pairReadings("Salt + Pepper Set + mill"), [
    { left: "Salt + Pepper Set", right: "mill", sign: "+" },
    { left: "Salt", right: "Pepper Set + mill", sign: "+" },
  ]);
});

test("what has no sign that stands alone, or nothing on one side of it, is no pair", () => {
  for (const name of ["c++", "a+b", "tent", "tent >", " + tent", "size>10"]) {
    assert.deepEqual(pairReadings(name), [], name);
  }
});
