import assert from "node:assert/strict";
import { test } from "node:test";
import { madeRow, madeSet } from "./relevance-for-tests.ts";
import { reportRow } from "./report-row.ts";
import { reportSlices } from "./report-slices.ts";

const set = madeSet(60);
const options = { seed: 7, draws: 100 };

test("a row's figures in a slice are those of a set that is the slice alone", () => {
  const places = [...set.judgements.keys()].filter(
    (place) => set.judgements[place]?.slices?.[0] === "broad",
  );
  const row = madeRow(set, "lexical", () => 0.6);
  const alone = {
    id: row.id,
    runs: row.runs.map(({ seed, predicted, scores = [] }) => ({
      seed,
      predicted: places.map((place) => predicted[place] ?? 0),
      scores: places.map((place) => scores[place] ?? 0),
    })),
  };
  const judgements = places.flatMap((place) => set.judgements[place] ?? []);
  const { macroF1, microF1 } = reportRow({ ...set, judgements }, alone, options);
  const found = reportSlices(set, row, options);
  assert.deepEqual(Object.keys(found), ["broad", "narrow"]);
  assert.deepEqual(found["broad"], { judgements: 120, macroF1, microF1 });
});

test("where a row is right in one slice alone it says so, and without slices there are none", () => {
  const row = madeRow(set, "lexical", ({ slices }) => (slices?.[0] === "broad" ? 2 : 0), {
    restless: 0,
  });
  const { slices } = reportRow(set, row, options);
  assert.deepEqual([slices["broad"]?.microF1?.mean, slices["narrow"]?.microF1?.mean], [1, 0]);
  const judgements = set.judgements.map(({ slices: _, ...judgement }) => judgement);
  assert.deepEqual(reportSlices({ ...set, judgements }, row, options), {});
});
