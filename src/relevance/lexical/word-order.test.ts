import assert from "node:assert/strict";
import { test } from "node:test";
import { wordOrder } from "./word-order.ts";

const query = ["red", "tent", "pole"];

test("the first word of the query, the longest run and the neighbours are found", () => {
  assert.deepEqual(wordOrder(query, ["new", "tent", "pole", "red"]), {
    firstPlace: 0.25,
    longestRun: 2 / 3,
    neighbours: 0.5,
  });
});

test("the same words in another order are no run", () => {
  assert.deepEqual(wordOrder(query, ["pole", "tent", "red"]), {
    firstPlace: 0,
    longestRun: 1 / 3,
    neighbours: 0,
  });
});

test("where there is nothing to find it is not known", () => {
  assert.deepEqual(wordOrder(["red"], ["blue"]), {
    firstPlace: Number.NaN,
    longestRun: 0,
    neighbours: Number.NaN,
  });
});
