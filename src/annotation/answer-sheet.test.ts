import assert from "node:assert/strict";
import { test } from "node:test";
import { answerSheet, labelOfRow, rowName } from "./answer-sheet.ts";
import type { DrawnClaim } from "./drawn-claims.ts";

const claim = (tail: string): DrawnClaim => ({
  data: "shop",
  head: { type: "tent", titles: ['Tent, 20" wide'] },
  relation: "usedFor",
  tail,
  sentence: `It is used for ${tail}.`,
  madeBy: "a model",
  guideline: 1,
  round: 1,
  split: "train",
  measures: { votes: 3 },
  shown: `${tail.charCodeAt(0)}e4`.padEnd(64, "0"),
  words: ["tent", 'Tent, 20" wide'],
});
const [camping, hiking, sleeping] = [claim("camping"), claim("hiking"), claim("sleeping")];

const by = { annotator: "anna", round: 1 };
const row =
  (cells: Readonly<Record<string, string>>) =>
  (column: string): string =>
    cells[column] ?? "";
const filled = (cells: Readonly<Record<string, string>>) =>
  labelOfRow(camping, row({ sentence: camping.sentence, ...cells }), by);

test("a sheet shows heads and sentences, and nothing of where they come from, in the annotator's own order", () => {
  const claims = [camping, hiking, sleeping];
  const sheet = answerSheet(claims, "anna", ",");
  const [header, ...rows] = sheet.trimEnd().split("\r\n");
  assert.equal(
    header,
    "\uFEFFclaim,head,sentence,complete,relevant,plausible,informative,typical,comment",
  );
  assert.deepEqual(
    rows.toSorted(),
    claims
      .map((one) => `${rowName(one)},"tent | Tent, 20"" wide",${one.sentence},,,,,,`)
      .toSorted(),
  );
  assert.equal(answerSheet(claims.toReversed(), "anna", ","), sheet);
  const orders = ["anna", "ben", "cleo", "dora", "emil"].map((name) =>
    answerSheet(claims, name, ";"),
  );
  assert.ok(new Set(orders).size > 1);
  assert.doesNotMatch(sheet, /a model|usedFor|train/);
});

test("words of several languages are answers; a row without one is none", () => {
  const made = filled({
    complete: "JA",
    relevant: "y",
    plausible: "1",
    typical: "?",
    comment: " hm ",
  });
  assert.ok(made !== null && "label" in made);
  const { label } = made;
  assert.deepEqual(label.answers, {
    ...{ complete: "yes", relevant: "yes", plausible: "yes", typical: "not-sure" },
  });
  assert.deepEqual([label.annotator, label.annotatorKind, label.comment], ["anna", "person", "hm"]);
  assert.equal(label.tail, "camping");
  assert.equal(filled({ comment: "later" }), null);
});

test("other words, answers that break a rule and rows that moved are problems", () => {
  const problemOf = (cells: Readonly<Record<string, string>>): string => {
    const made = filled(cells);
    assert.ok(made !== null && "problem" in made);
    return made.problem;
  };
  assert.equal(problemOf({ plausible: "maybe" }), "plausible is none of yes, no and not sure");
  assert.match(problemOf({ relevant: "no", plausible: "yes" }), /^answers: typical must not be/);
  assert.match(problemOf({ sentence: hiking.sentence, plausible: "yes" }), /sorted or changed\?$/);
});

test("spaces and quotes that a spreadsheet changed are the same sentence", () => {
  const made = filled({ sentence: " It  is used for camping. ", plausible: "yes" });
  assert.ok(made !== null && "label" in made);
});
