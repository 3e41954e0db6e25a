import assert from "node:assert/strict";
import { test } from "node:test";
import type { EvaluatedJudgement, EvaluatedSet } from "../comparison/evaluated-judgement.ts";
import { classes, madeRow, madeSet } from "../comparison/relevance-for-tests.ts";
import type { RelevanceRow } from "../comparison/relevance-row.ts";
import { type ErrorOptions, errorExamples } from "./error-examples.ts";

const judged = (query: string, label: number): EvaluatedJudgement => ({
  ...{ id: query, query, group: query, product: query, label, gain: label, slices: ["broad"] },
});
const options: ErrorOptions = {
  titleOf: (place) => `title ${place}`,
  ...{ base: "lexical", compared: [], seed: 1 },
};
const row = (id: string, ...runs: readonly (readonly number[])[]): RelevanceRow => ({
  id,
  runs: runs.map((predicted, seed) => ({ seed, predicted, scores: predicted })),
});

const set: EvaluatedSet = {
  classes,
  judgements: [judged("tent", 0), judged("lamp", 0), judged("mug", 2), judged("rug", 3)],
};

test("the surest mistakes come first, as most runs make them, with their words", () => {
  const lexical = row("lexical", [1, 3, 2, 2], [1, 3, 1, 3], [1, 2, 2, 3]);
  const { rows } = errorExamples(set, [lexical], options);
  assert.equal(rows[0]?.judgements, 2);
  assert.deepEqual(
    rows[0]?.examples.map(({ query }) => query),
    ["lamp", "tent"],
  );
  assert.deepEqual(rows[0]?.examples[0], {
    ...{ id: "lamp", query: "lamp", title: "title 1", label: "Exact", predicted: "Irrelevant" },
    ...{ runs: 2, slices: ["broad"] },
  });
});

test("of mistakes that are as many classes off, that with the farther score comes first", () => {
  const near = { seed: 1, predicted: [1, 1, 2, 3], scores: [0.4, 0.9, 2, 3] };
  const { rows } = errorExamples(set, [{ id: "lexical", runs: [near] }], options);
  assert.deepEqual(
    rows[0]?.examples.map(({ query }) => query),
    ["lamp", "tent"],
  );
});

test("a query group is there once, and a list is no longer than wanted", () => {
  const many = madeSet(40);
  const wrong = madeRow(many, "lexical", () => 0, { restless: 0 });
  const { rows } = errorExamples(many, [wrong], { ...options, count: 5 });
  assert.equal(rows[0]?.judgements, 160);
  assert.equal(rows[0]?.examples.length, 5);
  assert.equal(new Set(rows[0]?.examples.map(({ query }) => query)).size, 5);
});

test("rows that learn nothing have no examples", () => {
  const rows = [row("majority", [0, 0, 0, 0]), row("one-bit-oracle", [0, 0, 1, 1])];
  assert.deepEqual(errorExamples(set, rows, options).rows, []);
});

test("the best row is held against the base, both ways round, and rows that are compared too, once", () => {
  const rows = [
    row("lexical", [0, 3, 2, 0]),
    row("worst", [1, 1, 1, 1]),
    row("best", [1, 0, 2, 3]),
  ];
  const compared = [
    { of: "lexical", against: "best" },
    { of: "worst", against: "lexical" },
    { of: "gone", against: "lexical" },
  ];
  const { disagreements } = errorExamples(set, rows, { ...options, compared });
  assert.deepEqual(
    disagreements.map(({ right, wrong, judgements, examples }) => [
      ...[
        right,
        wrong,
        judgements,
        examples
          .map(({ query }) => query)
          .toSorted()
          .join(" "),
      ],
    ]),
    [
      ["best", "lexical", 2, "lamp rug"],
      ["lexical", "best", 1, "tent"],
      ["worst", "lexical", 0, ""],
      ["lexical", "worst", 2, "mug tent"],
    ],
  );
});

test("queries with personal data are not shown, but counted", () => {
  const judgements = [judged("ann.smith@example.com", 0), judged("lamp", 0)];
  const shown = errorExamples({ classes, judgements }, [row("lexical", [3, 3])], options);
  assert.equal(shown.queriesWithPersonalData, 1);
  assert.equal(shown.rows[0]?.judgements, 2);
  assert.deepEqual(
    shown.rows[0]?.examples.map(({ query }) => query),
    ["lamp"],
  );
});

test("the same seed shows the same of equal mistakes, another one others", () => {
  const many = madeSet(200);
  const wrong = madeRow(many, "lexical", () => 0, { restless: 0 });
  const shown = (seed: number) =>
    errorExamples(many, [wrong], { ...options, seed }).rows[0]?.examples.map(({ id }) => id);
  assert.deepEqual(shown(1), shown(1));
  assert.notDeepEqual(shown(1), shown(2));
});
