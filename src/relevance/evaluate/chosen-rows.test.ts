import assert from "node:assert/strict";
import { test } from "node:test";
import { simpleRows } from "../comparison/simple-rows.ts";
import { blendsOf } from "./blended-rows.ts";
import { chosenRows } from "./chosen-rows.ts";
import { pilotOf } from "./pilot-of.ts";
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

test("whatever is compared, some rows tell what could be found of it, and all that is named is there", () => {
  for (const knowledge of [false, true]) {
    const rows = rowsWith(knowledge);
    for (const of of rows) {
      for (const against of rows) {
        if (of === against) continue;
        const endpoint = { of, against, metric: "macroF1" } as const;
        const blends = blendsOf(rows);
        const chosen = chosenRows(rows, ["product-only"], endpoint, blends);
        const pilot = pilotOf(endpoint, chosen) ?? assert.fail(`no pilot for ${of}, ${against}`);
        const parts = blends.filter(({ id }) => chosen.includes(id)).flatMap((one) => one.of);
        for (const id of ["product-only", of, against, ...always, ...pilot, ...parts]) {
          assert.ok(chosen.includes(id), `${id} of ${of} against ${against}`);
        }
      }
    }
  }
});

test("a way with knowledge against the same without is piloted by its sibling", () => {
  const endpoint = ["blend/tuned+knowledge", "blend/tuned"] as [string, string];
  const chosen = beside(rowsWith(true), [], endpoint);
  assert.ok(chosen.includes("blend/tuned+sibling") && chosen.includes("bi-encoder/tuned+sibling"));
});
