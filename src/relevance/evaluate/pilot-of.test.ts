import assert from "node:assert/strict";
import { test } from "node:test";
import { pilotOf } from "./pilot-of.ts";

const plain = ["query-only", "lexical", "bi-encoder/fixed", "cross-encoder/fixed"];
const informed = [...plain, "lexical+knowledge", "lexical+sibling"];
const told = (of: string, against: string, rows: readonly string[]) =>
  pilotOf({ of, against, metric: "macroF1" }, rows);

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
  const tuned = [...plain, "bi-encoder/tuned", "cross-encoder/tuned"];
  assert.deepEqual(told("cross-encoder/tuned", "lexical", tuned), ["bi-encoder/tuned", "lexical"]);
});
