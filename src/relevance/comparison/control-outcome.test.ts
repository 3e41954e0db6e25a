import assert from "node:assert/strict";
import { test } from "node:test";
import { controlProbabilities, syntheticKnowledge } from "../knowledge/synthetic-knowledge.ts";
import { type ControlRun, controlOutcome } from "./control-outcome.ts";
import { madeRow, madeSet } from "./relevance-for-tests.ts";
import type { RelevanceRow } from "./relevance-row.ts";

const set = madeSet(300);
const without = madeRow(set, "cross", () => 0.6);
const options = { metric: "microF1", seed: 3, draws: 300 } as const;

/** A learner that takes over what the text names, where the text is right more often than it is itself. */
const reading = (probability: number, trusting = probability > 0.6): RelevanceRow => {
  const texts = syntheticKnowledge(set.classes, set.judgements, probability, 11);
  return {
    id: `control ${probability}`,
    runs: without.runs.map(({ seed, predicted }) => ({
      seed,
      predicted: set.judgements.map((_judgement, place) => {
        const named = texts[place]?.product[0] ?? "";
        const told = set.classes.findIndex((name) => named.endsWith(name));
        return trusting ? told : (predicted[place] ?? 0);
      }),
    })),
  };
};
const runsOf = (rowOf: (probability: number) => RelevanceRow): readonly ControlRun[] =>
  controlProbabilities.map((probability) => ({ probability, row: rowOf(probability) }));

test("a harness that reads the knowledge passes, with the curve from chance to certain", () => {
  const outcome = controlOutcome(set, without, runsOf(reading), options);
  assert.deepEqual([outcome.passed, outcome.faults], [true, []]);
  const means = outcome.points.map(({ figure }) => figure?.mean ?? 0);
  assert.deepEqual(means, means.toSorted());
  assert.equal(means.at(-1), 1);
});

test("one that never looks at it fails", () => {
  const blind = runsOf((probability) => reading(probability, false));
  const { passed, faults } = controlOutcome(set, without, blind, options);
  assert.equal(passed, false);
  assert.match(faults.join(), /probability 1 gives .* where 1\.000 is expected/);
  assert.match(faults.join(), /does not surely rise/);
});

test("one that sees a lift where the text is drawn by lot fails", () => {
  const runs = runsOf((probability) =>
    probability === 0.25 ? madeRow(set, "leaky", () => 0.9) : reading(probability),
  );
  const { faults } = controlOutcome(set, without, runs, options);
  assert.match(faults.join(), /probability 0\.25 says nothing, and lifts by 0\.\d+/);
  assert.match(faults.join(), /falls up to probability 0\.5/);
});

test("without runs, or none with knowledge that is always right, nothing is passed", () => {
  assert.equal(controlOutcome(set, without, [], options).passed, false);
  const short = runsOf(reading).slice(0, 3);
  assert.match(controlOutcome(set, without, short, options).faults.join(), /always right/);
});
