import assert from "node:assert/strict";
import { test } from "node:test";
import { baseWords } from "../text/base-words.ts";
import { exclude, sidesOf } from "./excluding-words.ts";

const apart = (a: string, b: string): boolean => {
  const [ofA, ofB] = [sidesOf(baseWords(a)), sidesOf(baseWords(b))];
  assert.equal(exclude(ofA, ofB), exclude(ofB, ofA));
  return exclude(ofA, ofB);
};

test("two sides of one group", () => {
  for (const [a, b] of [
    ["winter camping", "camping in the summer"],
    ["gift for dad", "Mother's Day present"],
    ["feeding the birds", "keep birds away"],
    ["women's shoes", "shoes for men"],
    ["puppies", "old cats"],
    ["falling asleep", "staying awake"],
  ] as const) {
    assert.equal(apart(a, b), true, `${a}, ${b}`);
  }
});

test("the same side, no side, or both sides", () => {
  for (const [a, b] of [
    ["gift for dad", "present for fathers"],
    ["gift for dad", "birthday present"],
    ["gift for dad", "gifts for mom and dad"],
    ["winter camping", "camping"],
    ["keep warm in the cold", "insulation against cold"],
    ["keep dry in wet weather", "rain protection"],
  ] as const) {
    assert.equal(apart(a, b), false, `${a}, ${b}`);
  }
});
