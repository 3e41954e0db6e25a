import assert from "node:assert/strict";
import { test } from "node:test";
import type { PairReadingLine } from "./pair-reading.ts";
import { pairReadingReport } from "./pair-reading-report.ts";

let pairs = 0;
const lines = (
  count: number,
  sharesNeed: "yes" | "no" | "not-sure",
  details: Partial<PairReadingLine>,
): readonly PairReadingLine[] =>
  Array.from({ length: count }, () => ({
    item: ++pairs,
    pair: `pair_${pairs}`,
    log: "food",
    behaviour: "coBuy",
    drawnFor: "defaults",
    side: "kept",
    cutBy: [],
    count: 1,
    logLikelihoodRatio: 1,
    annotator: "a",
    annotatorKind: "author",
    ...details,
    answers: { sharesNeed },
  }));

const reading = [
  ...lines(6, "yes", {}),
  ...lines(3, "no", { cutBy: ["minimumCount"] }),
  ...lines(1, "not-sure", { cutBy: ["minimumCount"] }),
  ...lines(4, "yes", { drawnFor: "minimumCount" }),
  ...lines(6, "no", { drawnFor: "minimumCount", side: "cut", cutBy: ["minimumCount"] }),
  ...lines(9, "no", { log: "retail" }),
  ...lines(2, "yes", { log: "retail", drawnFor: "minimumCount", side: "cut" }),
];
const { rows, differences } = pairReadingReport(reading);
const shareOf = (id: string) => {
  const row = rows.find((one) => one.id === id);
  return row && [row.read, row.notSure, row.sharesNeed?.mean];
};

test("a rule has what was drawn for it, and what was drawn at random on the side where it has it", () => {
  assert.deepEqual(shareOf("food/minimumCount/kept"), [10, 0, 1]);
  assert.deepEqual(shareOf("food/minimumCount/cut"), [10, 1, 0]);
  assert.deepEqual(shareOf("food/defaults/kept"), [10, 1, 0.6]);
  assert.deepEqual(shareOf("kept"), [23, 1, 10 / 23]);
});

test("a rule of which too few pairs were read in a log is not held against it", () => {
  assert.equal(shareOf("retail/minimumCount/cut"), undefined);
  assert.deepEqual(shareOf("retail/cut"), [2, 0, 1]);
  const overLogs = differences.find(({ of }) => of === "minimumCount/kept");
  assert.equal(overLogs?.sharesNeed?.mean, 1);
});

test("a pair that was drawn for the rule and at random counts once", () => {
  const [one] = lines(1, "yes", {});
  assert.ok(one);
  const again = { ...one, drawnFor: "minimumCount" };
  const more = pairReadingReport([...reading, one, again]).rows;
  assert.equal(more.find(({ id }) => id === "food/minimumCount/kept")?.read, 11);
});
