import assert from "node:assert/strict";
import { test } from "node:test";
import type { EvaluatedJudgement } from "./evaluated-judgement.ts";
import { priorRow, productBackOff, queryBackOff } from "./prior-row.ts";
import { classes, fiveSeeds, madeSet } from "./relevance-for-tests.ts";
import type { RelevanceRow } from "./relevance-row.ts";
import { reportRow } from "./report-row.ts";
import { majorityRow, oneBitOracleRow } from "./simple-rows.ts";

const judged = (query: string, product: string, label: number): EvaluatedJudgement => ({
  id: `${query} ${product}`,
  query,
  group: query,
  product,
  label,
});
const training = [
  judged("two man tent", "T-1", 1),
  judged("big tents", "T-2", 1),
  judged("gas stove", "S-1", 0),
  judged("small stove", "S-1", 0),
  judged("stove", "S-2", 0),
  judged("a lamp", "T-1", 2),
  judged("lamps", "T-1", 2),
];
const predictionsOf = ({ runs }: RelevanceRow): readonly number[] =>
  Array.from(runs.at(-1)?.predicted ?? []);
const predictedBy = (evaluated: readonly EvaluatedJudgement[], keysOf: typeof queryBackOff) =>
  predictionsOf(
    priorRow("x", { classes, judgements: evaluated }, training, { keysOf, seeds: [1] }),
  );

test("the majority is that of the training judgements", () => {
  const set = { classes, judgements: [judged("lamp", "L", 2), judged("tent", "T", 1)] };
  const row = majorityRow(set, training, fiveSeeds);
  assert.deepEqual([row.id, row.runs.length], ["majority", 5]);
  assert.deepEqual(predictionsOf(row), [0, 0]);
});

test("the oracle knows one class, and guesses the commonest other one", () => {
  const set = { classes, judgements: [0, 1, 2, 3, 0].map((label) => judged("q", "p", label)) };
  const row = oneBitOracleRow(set, [...training, judged("lamp", "T-9", 2)], 0, [1]);
  assert.deepEqual(predictionsOf(row), [0, 2, 2, 2, 0]);
});

test("the oracle is right as often as there are its class and the commonest other one", () => {
  const set = madeSet(200);
  const row = oneBitOracleRow(set, set.judgements, 0, fiveSeeds);
  const share = set.judgements.filter(({ label }) => label < 2).length / set.judgements.length;
  const { microF1, perClass } = reportRow(set, row, { seed: 1, draws: 50 });
  assert.ok(Math.abs((microF1?.mean ?? 0) - share) < 1e-12);
  assert.equal(perClass["Exact"]?.f1?.mean, 1);
  assert.equal(perClass["Complement"]?.f1?.mean, 0);
});

test("a query backs off to its last word, and then to all", () => {
  const evaluated = [
    judged("dome tent", "S-1", 0),
    judged("lamp", "S-1", 0),
    judged("x", "T-1", 0),
  ];
  assert.deepEqual(predictedBy(evaluated, queryBackOff), [1, 2, 0]);
});

test("a product has what its training judgements say, drawn towards all", () => {
  const evaluated = [judged("q", "T-1", 0), judged("q", "S-1", 0), judged("q", "new", 0)];
  assert.deepEqual(predictedBy(evaluated, productBackOff), [2, 0, 0]);
  // One judgement of another class is less than what two of the general shares say of Exact.
  const [run] = priorRow(
    "product-only",
    { classes, judgements: [judged("q", "T-2", 1)] },
    training,
    {
      keysOf: productBackOff,
      seeds: [1],
      gains: [1, 0.1, 0.01, 0],
      strength: 10,
    },
  ).runs;
  assert.equal(run?.predicted[0], 0);
  const expected = (10 * (3 / 7) + 0.1 * (1 + 10 * (2 / 7)) + 0.01 * (10 * (2 / 7))) / 11;
  assert.ok(Math.abs((run?.scores?.[0] ?? 0) - expected) < 1e-12);
});
