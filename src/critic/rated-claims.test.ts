import assert from "node:assert/strict";
import { test } from "node:test";
import { labelRow } from "../stage/labels-for-tests.ts";

import { type LabelledClaim, labelledClaims } from "./labelled-claims.ts";
import { ratedClaims } from "./rated-claims.ts";

const claimOf = (plausible: number | null, typical: number | null): LabelledClaim => {
  const [claim] = labelledClaims([labelRow()]);
  assert.ok(claim);
  return { ...claim, targets: { plausible, typical } };
};

const claims = [claimOf(1, 0), claimOf(0.25, null), claimOf(0.5, 0.75), claimOf(null, 0.5)];

test("what most annotators said is the answer, of each question its own", () => {
  const answers = (question: "plausible" | "typical") =>
    ratedClaims(claims, question, (place) => place).map(({ score, positive }) => [score, positive]);
  assert.deepEqual(answers("plausible"), [
    [0, true],
    [1, false],
  ]);
  assert.deepEqual(answers("typical"), [
    [0, false],
    [2, true],
  ]);
});

test("claims without a score are left out, and 0 is a score", () => {
  const scores = [0, Number.NaN];
  assert.equal(ratedClaims(claims, "plausible", (place) => scores[place]).length, 1);
  assert.equal(ratedClaims(claims, "plausible", () => undefined).length, 0);
  assert.equal(ratedClaims(claims, "plausible", () => 0).length, 2);
});

test("a rated claim keeps what it is grouped by", () => {
  const [rated] = ratedClaims(claims, "plausible", () => 0.5);
  assert.deepEqual(rated, {
    ...{ claim: 0, score: 0.5, positive: true, relation: "usedFor", subject: "searchBuy" },
    ...{ domain: "Outdoors", madeBy: "a model", group: "tent" },
  });
});
