import assert from "node:assert/strict";
import { test } from "node:test";
import type { RelevanceRow } from "../comparison/relevance-row.ts";
import { pilotOf } from "./pilot-of.ts";

const rowsOf = (...ids: readonly string[]): readonly RelevanceRow[] =>
  ids.map((id) => ({ id, runs: [] }));
const plain = rowsOf("query-only", "lexical", "bi-encoder/fixed", "cross-encoder/fixed");
const informed = [...plain, ...rowsOf("lexical+knowledge", "lexical+sibling")];
const told = (of: string, against: string, rows: readonly RelevanceRow[]) => {
  const pilot = pilotOf({ of, against, metric: "macroF1" }, rows);
  return [pilot.of.id, pilot.against.id];
};

test("a way that is told different things is piloted by itself, two ways by two others", () => {
  assert.deepEqual(told("lexical+knowledge", "lexical+sibling", informed), [
    "lexical+sibling",
    "lexical",
  ]);
  for (const rows of [plain, informed]) {
    assert.deepEqual(told("bi-encoder/fixed", "lexical", rows), ["cross-encoder/fixed", "lexical"]);
  }
});

test("never what is asked about, whichever way round", () => {
  assert.deepEqual(told("lexical", "cross-encoder/fixed", plain), [
    "cross-encoder/fixed",
    "query-only",
  ]);
});

test("where encoders are tuned one of them is in it", () => {
  const tuned = [...plain, ...rowsOf("bi-encoder/tuned", "cross-encoder/tuned")];
  assert.deepEqual(told("cross-encoder/tuned", "lexical", tuned), ["bi-encoder/tuned", "lexical"]);
});
