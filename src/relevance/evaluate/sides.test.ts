import assert from "node:assert/strict";
import { test } from "node:test";
import { foldSides, learningSides } from "./sides.ts";

test("too few queries are told by what there should be more of", () => {
  const two = ["a", "a", "b"];
  for (const folds of [2, 5]) {
    assert.throws(() => foldSides(two, folds, 1), {
      code: "SPLIT_TOO_SMALL",
      message: /left for validation: the judgements are 2 groups/,
      hint: "Give judgements of more queries.",
    });
  }
  assert.throws(() => foldSides([...two, "c", "d"], 5, 1, "judgements of more products"), {
    code: "SPLIT_TOO_SMALL",
    message: /left for fold \d: the judgements are 4 groups/,
    hint: "Ask for fewer folds (--folds), or give judgements of more products.",
  });
  assert.throws(() => learningSides(["a", "a"], 1), {
    code: "SPLIT_TOO_SMALL",
    message: /left for (?:learning|validation): the judgements are 1 group /,
    hint: "Give judgements of more queries.",
  });
});
