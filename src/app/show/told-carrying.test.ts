import assert from "node:assert/strict";
import { test } from "node:test";
import { toldCarrying } from "./told-carrying.ts";

const claim = { type: "tent", votes: 1, plausibility: null, headKind: "query" } as const;

test("why a claim of a type stands at a head, or does not, is one line", () => {
  assert.equal(
    toldCarrying({
      ...claim,
      carried: { decision: "unsure", probability: 0.4, reason: "0.40 is under 0.60" },
    }),
    "true of the type “tent” (1 vote), held back from this query as unsure: probability 0.40, 0.40 is under 0.60",
  );
  assert.equal(
    toldCarrying({ ...claim, votes: 2, plausibility: 0.5, carried: null }),
    "true of the type “tent” (2 votes, plausibility 0.50); the last run says nothing of this query",
  );
});
