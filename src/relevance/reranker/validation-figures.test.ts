import assert from "node:assert/strict";
import { test } from "node:test";
import { tinyOptions } from "./reranker-for-tests.ts";
import { moreLogLoss } from "./validation-figures.ts";

const { pairs } = tinyOptions.data;

/** As sure of the true class of each judgement as `sureOf` says. */
const sure = (sureOf: (place: number) => number) => ({
  probabilities: pairs.map(({ label }, place) => {
    const right = sureOf(place);
    return Float64Array.from(label === 0 ? [right, 1 - right] : [1 - right, right]);
  }),
});

test("a control has so much more log loss than the model, and the interval is of queries, not of judgements", () => {
  const more = moreLogLoss(
    sure(() => 0.5),
    sure(() => 0.8),
    pairs,
    1,
  );
  const difference = Math.log(0.8) - Math.log(0.5);
  for (const one of Object.values(more)) assert.ok(Math.abs(one - difference) < 1e-12, `${one}`);
  // Both judgements of a query cancel each other out: drawn by queries nothing varies.
  const {
    difference: none,
    low,
    high,
  } = moreLogLoss(
    sure((place) => (place % 2 === 0 ? 0.5 : 0.8)),
    sure((place) => (place % 2 === 0 ? 0.8 : 0.5)),
    pairs,
    1,
  );
  for (const one of [none, low, high]) assert.ok(Math.abs(one) < 1e-12, `${one}`);
});

test("what is right of some queries and wrong of others has an interval about 0", () => {
  const [some, others] = [0, 1].map((part) =>
    sure((place) => (Math.floor(place / 2) % 2 === part ? 0.9 : 0.3)),
  );
  const { low, high } = moreLogLoss(some ?? sure(() => 1), others ?? sure(() => 1), pairs, 1);
  assert.ok(low < -0.1 && high > 0.1, `${low} ${high}`);
});
