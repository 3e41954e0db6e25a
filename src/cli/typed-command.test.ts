import assert from "node:assert/strict";
import { test } from "node:test";
import { typedCommand } from "./typed-command.ts";

test("options are words for a shell: texts one by one, numbers as one list, flags bare", () => {
  const command = typedCommand("evaluate relevance", {
    arguments: [],
    data: ["a b.csv", "it's.csv"],
    map: [],
    cuts: [2, 2.6],
    limitPairs: 8,
    format: undefined,
    ...{ tuned: false, quick: true },
  });
  assert.equal(
    command,
    "cosmo evaluate relevance --data 'a b.csv' --data 'it'\\''s.csv' --cuts 2,2.6 --limit-pairs 8 --quick",
  );
});
