import assert from "node:assert/strict";
import { test } from "node:test";
import { dice, heaviestOutside, shareIn, weightIn } from "./word-overlap.ts";
import { countWordWeights } from "./word-weights.ts";

const weights = countWordWeights([["red", "shoe"], ["red", "tent"], ["red"]]);
const query = new Set(["red", "tent"]);

test("shares are of words, or of what they tell", () => {
  assert.equal(shareIn(query, new Set(["red", "shoe"])), 0.5);
  assert.ok(weightIn(query, new Set(["red"]), weights) < 0.25);
  assert.ok(weightIn(query, new Set(["tent"]), weights) > 0.75);
  assert.equal(weightIn(query, query, weights), 1);
});

test("of no words there is no share", () => {
  assert.ok(Number.isNaN(shareIn(new Set(), query)));
  assert.ok(Number.isNaN(weightIn(new Set(), query, weights)));
});

test("the heaviest word outside is the one that tells most", () => {
  assert.equal(heaviestOutside(query, new Set(["shoe"]), weights), weights.of("tent"));
  assert.equal(heaviestOutside(query, new Set(["tent"]), weights), weights.of("red"));
  assert.equal(heaviestOutside(query, query, weights), 0);
});

test("sets are as alike as what they share", () => {
  assert.equal(dice(query, new Set(["red"])), 2 / 3);
  assert.equal(dice(query, query), 1);
  assert.equal(dice(new Set(), new Set()), 0);
});
