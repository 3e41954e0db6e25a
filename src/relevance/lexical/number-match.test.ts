import assert from "node:assert/strict";
import { test } from "node:test";
import { numberMatch } from "./number-match.ts";
import { readWords } from "./read-words.ts";

const matchOf = (query: string, title: string) => numberMatch(readWords(query), readWords(title));

test("a number with a unit is matched by the same one, and contradicted by another", () => {
  assert.deepEqual(matchOf("6 ft ladder", "Ladder, 6-foot"), { matched: 1, contradicted: 0 });
  assert.deepEqual(matchOf("6 ft ladder", "Ladder, 8 ft"), { matched: 0, contradicted: 1 });
  assert.deepEqual(matchOf("6 ft ladder", "Ladder, 6 steps"), { matched: 0, contradicted: 0 });
  assert.deepEqual(matchOf("2 x 6 ft", "6 ft. x 8 ft."), { matched: 0.5, contradicted: 0 });
});

test("a bare number is matched wherever it stands", () => {
  assert.deepEqual(matchOf("iphone 6", "Case for iPhone 6"), { matched: 1, contradicted: 0 });
  assert.deepEqual(matchOf("iphone 6", "Case for iPhone 7"), { matched: 0, contradicted: 0 });
});

test("a query without numbers asks for none", () => {
  assert.deepEqual(matchOf("ladder", "Ladder, 6 ft"), {
    matched: Number.NaN,
    contradicted: Number.NaN,
  });
});
