import assert from "node:assert/strict";
import { test } from "node:test";
import { simpleRows } from "../comparison/simple-rows.ts";
import { blendsOf } from "./blended-rows.ts";
import { chosenRows } from "./chosen-rows.ts";
import { namedRows } from "./row-learners.ts";

const rowsWith = (knowledge: boolean) => {
  const named = namedRows({ knowledge, zeroShot: false, tuned: true, words: true });
  const ids = named.map(({ id }) => id);
  return [...simpleRows, ...ids, ...blendsOf(ids).map(({ id }) => id)];
};
const always = [...simpleRows, "lexical", "bi-encoder/fixed"];

/** What is there beside the rows that always are. */
const beside = (
  rows: readonly string[],
  wanted: readonly string[],
  [of, against]: [string, string],
) =>
  chosenRows(rows, wanted, { of, against, metric: "macroF1" }, blendsOf(rows)).filter(
    (id) => !always.includes(id),
  );

test("a blend brings its parts, and rows that are tuned already tell what could be found", () => {
  const rows = rowsWith(false);
  assert.deepEqual(beside(rows, ["served"], ["served", "lexical"]), [
    ...["cross-encoder/tuned", "words", "served"],
  ]);
});

test("where no row that is wanted can tell what could be found, one that is learnt in seconds does", () => {
  const rows = rowsWith(false);
  assert.deepEqual(beside(rows, [], ["cross-encoder/tuned", "lexical"]), [
    ...["cross-encoder/fixed", "cross-encoder/tuned"],
  ]);
});

test("with knowledge a way stands beside itself with and without, and no other way does", () => {
  const rows = rowsWith(true);
  const way = "cross-encoder/tuned";
  assert.deepEqual(beside(rows, [], [`${way}+knowledge`, `${way}+sibling`]), [
    ...[way, `${way}+knowledge`, `${way}+sibling`],
  ]);
  assert.deepEqual(beside(rows, ["query-only"], ["lexical+knowledge", "lexical+sibling"]), [
    ...["query-only", "lexical+knowledge", "lexical+sibling"],
  ]);
  const blend = beside(rows, [], ["blend/fixed+knowledge", "blend/fixed+sibling"]);
  assert.deepEqual(blend.filter((id) => id.startsWith("blend")).length, 3);
  assert.ok(blend.includes("bi-encoder/fixed+sibling") && blend.includes("lexical+knowledge"));
  assert.ok(!blend.some((id) => id.includes("tuned")));
});

test("all that is chosen is there, in the order of the table", () => {
  const rows = rowsWith(true);
  const all = chosenRows(
    rows,
    rows,
    { of: "served", against: "lexical", metric: "microF1" },
    blendsOf(rows),
  );
  assert.deepEqual(all, rows);
});
