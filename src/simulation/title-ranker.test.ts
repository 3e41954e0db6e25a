import assert from "node:assert/strict";
import { test } from "node:test";
import { titleRanker } from "./title-ranker.ts";

const titles = ["Red tent", "Winter tent", "Tent pegs", "Kettle"];
const rank = titleRanker(titles, [3, 2, 1, 0]);

test("rare words count more than common ones, and a plural finds the singular", () => {
  assert.deepEqual(rank("winter tents", 1), [1]);
  assert.equal(rank("peg for tents", 4)[0], 2);
});

test("equal titles stand in order of popularity, and popular ones fill the list up", () => {
  assert.deepEqual(rank("tent", 4), [2, 1, 0, 3]);
  assert.deepEqual(rank("tnet", 2), [3, 2]);
});

test("the list is as long as asked for, or as the shop is large, with nothing twice", () => {
  assert.deepEqual(rank("red red tent", 2), [0, 2]);
  assert.deepEqual(rank("kettle", 9), [3, 2, 1, 0]);
});
