import assert from "node:assert/strict";
import { test } from "node:test";
import { expectedControl } from "../comparison/expected-control.ts";
import { classes, madeSet } from "../comparison/relevance-for-tests.ts";
import { syntheticKnowledge } from "./synthetic-knowledge.ts";

const { judgements } = madeSet(1000);
const namedBy = (some: typeof judgements, probability: number, seed = 2): readonly number[] =>
  syntheticKnowledge(classes, some, probability, seed).map(({ product }) =>
    classes.findIndex((name) => product[0]?.endsWith(name)),
  );

test("it is right as often as it should be, and wrong evenly among the other classes", () => {
  for (const probability of [0, 0.25, 0.5, 0.75, 1]) {
    const named = namedBy(judgements, probability);
    const right = judgements.filter(({ label }, place) => named[place] === label).length;
    assert.ok(Math.abs(right / judgements.length - probability) < 0.03, String(right));
  }
  const named = namedBy(judgements, 0);
  const exact = judgements.flatMap(({ label }, place) => (label === 0 ? [named[place]] : []));
  for (const other of [1, 2, 3]) {
    const share = exact.filter((told) => told === other).length / exact.length;
    assert.ok(Math.abs(share - 1 / 3) < 0.04, String(share));
  }
});

test("each judgement has its own, in any order, and what is right stays so at greater probabilities", () => {
  assert.deepEqual(namedBy(judgements.toReversed(), 0.5).toReversed(), namedBy(judgements, 0.5));
  assert.notDeepEqual(namedBy(judgements, 0.5, 3), namedBy(judgements, 0.5));
  const [half, more] = [namedBy(judgements, 0.5), namedBy(judgements, 0.75)];
  for (const [place, { label }] of judgements.entries()) {
    if (half[place] === label) assert.equal(more[place], label);
  }
});

test("it is expected to be worth nothing at chance, its probability where followed, and all at 1", () => {
  const labels = [10, 10, 10, 10];
  assert.equal(expectedControl(labels, 0.25).microF1, 0.25);
  assert.ok(Math.abs(expectedControl(labels, 0.75).microF1 - 0.75) < 1e-12);
  assert.deepEqual(expectedControl(labels, 1), { macroF1: 1, microF1: 1 });
  // Of 90 in 100 the likeliest class stays the commonest one: an F1 of 180/190, and two of 0.
  const skewed = expectedControl([90, 5, 5], 0.5);
  assert.ok(Math.abs(skewed.macroF1 - 180 / 190 / 3) < 1e-12, String(skewed.macroF1));
  assert.equal(skewed.microF1, 0.5);
});

test("impossible probabilities and a single class are errors", () => {
  assert.throws(() => syntheticKnowledge(classes, judgements, 1.1, 1), RangeError);
  assert.throws(() => syntheticKnowledge(["one"], judgements, 1, 1), RangeError);
});
