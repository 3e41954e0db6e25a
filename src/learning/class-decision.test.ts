import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseDecision, decidedClass } from "./class-decision.ts";

const probabilities = Float64Array.of(0.6, 0.35, 0.05);
const shares = [0.8, 0.18, 0.02];

test("the likeliest class is taken, or the rarer one the more its share is taken out", () => {
  assert.equal(decidedClass(probabilities, { shares, power: 0 }), 0);
  assert.equal(decidedClass(probabilities, { shares, power: 0.5 }), 1);
  assert.equal(decidedClass(probabilities, { shares, power: 1 }), 2);
});

test("a class without examples is not decided for because of that", () => {
  const decision = { shares: [0.5, 0.5, 0], power: 1 };
  assert.equal(decidedClass(Float64Array.of(0.6, 0.399, 0.001), decision), 0);
});

const held = [probabilities, ...Array.from({ length: 9 }, () => Float64Array.of(0.9, 0.09, 0.01))];
const shareRight = (targets: readonly number[]) => (decided: readonly number[]) =>
  decided.filter((one, at) => one === targets[at]).length / targets.length;

test("the power is that under which the quality is greatest", () => {
  const targets = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const decision = chooseDecision(held, targets, shareRight(targets));
  assert.deepEqual(decision.shares, [0.9, 0.1, 0]);
  assert.equal(decidedClass(probabilities, decision), 1);
  assert.equal(decidedClass(Float64Array.of(0.9, 0.09, 0.01), decision), 0);
});

test("where nothing is gained the likeliest class is taken", () => {
  const targets = held.map(() => 0);
  assert.equal(chooseDecision(held, targets, shareRight(targets)).power, 0);
});
