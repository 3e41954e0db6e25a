import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import type { RatedClaim } from "./critic-report.ts";
import { transferReport } from "./transfer-report.ts";

const random = seededRandom(5);

/** Claims of 20 types, a third of them about pairs, whose scores are right. */
const right = Array.from({ length: 300 }, (_, claim): RatedClaim => {
  const score = random.next();
  return {
    claim,
    score,
    positive: random.chance(score),
    relation: "usedFor",
    subject: claim % 3 === 0 ? "coBuy" : "productType",
    domain: "Outdoors",
    madeBy: claim % 6 === 0 ? "author" : "a model",
    group: `type ${claim % 20}`,
  };
});
const blind = right.map((claim) => ({ ...claim, score: 0.3 }));

const foldOf = (claim: number): number => claim % 2;

/** Knows nothing but a fold, and the wrong way round: the fold with more plausible claims has lower scores. */
const backwards = right.map((claim) => ({
  ...claim,
  positive: claim.claim % 10 < (claim.claim % 2 === 0 ? 6 : 2),
  score: claim.claim % 2 === 0 ? 0.2 : 0.4,
}));

const { rows, differences } = transferReport(
  [
    { id: "within-domains", probabilities: true, claims: right, foldOf },
    { id: "across-domains", probabilities: true, claims: blind, foldOf },
    { id: "backwards", probabilities: true, claims: backwards, foldOf },
    { id: "cosine", probabilities: false, claims: blind, foldOf },
  ],
  1,
);
const rowOf = (id: string) => rows.find((row) => row.id === id) ?? assert.fail(id);

test("types, pairs and what was not written to teach have rows of their own", () => {
  const counts = ["all", "types", "pairs", "not-written-to-teach"].map(
    (subset) => rowOf(`within-domains/${subset}`).claims,
  );
  assert.deepEqual(counts, [300, 200, 100, 250]);
});

test("of probabilities there is the precision of what reaches each threshold", () => {
  const { precisions } = rowOf("within-domains/all");
  assert.deepEqual(
    precisions.map(({ atLeast }) => atLeast),
    [0.5, 0.6, 0.8],
  );
  for (const { atLeast, claims, precision } of precisions) {
    const above = right.filter(({ score }) => score >= atLeast);
    assert.equal(claims, above.length);
    const share = above.filter(({ positive }) => positive).length / above.length;
    assert.equal(precision?.mean, share);
    assert.ok((precision?.interval[0] ?? 1) < share);
  }
  assert.deepEqual(
    rowOf("across-domains/all").precisions.map(({ claims, precision }) => [claims, precision]),
    [0, 0, 0].map((none) => [none, null]),
  );
  assert.deepEqual(rowOf("cosine/all").precisions, []);
});

test("the first rating is held against each other one, on the same claims", () => {
  const own = differences.find(({ of }) => of === "within-domains/pairs") ?? assert.fail();
  assert.equal(own.against, "across-domains/pairs");
  assert.ok((own.auroc?.interval[0] ?? 0) > 0.1);
  assert.equal(differences.length, 12);
});

test("within a fold, what tells folds apart and no more has 0.5", () => {
  assert.ok((rowOf("backwards/all").auroc?.mean ?? 1) < 0.4);
  assert.equal(rowOf("backwards/all").aurocWithinFold?.mean, 0.5);
  const { auroc, aurocWithinFold } = rowOf("within-domains/all");
  assert.ok(Math.abs((auroc?.mean ?? 0) - (aurocWithinFold?.mean ?? 1)) < 0.03);
});
