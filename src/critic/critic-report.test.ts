import assert from "node:assert/strict";
import { test } from "node:test";
import { auroc } from "../statistics/auroc.ts";
import { averagePrecision } from "../statistics/average-precision.ts";
import { bootstrapInterval } from "../statistics/bootstrap.ts";
import { seededRandom } from "../statistics/random.ts";
import { rankingOf } from "../statistics/ranking.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import { criticRow, groupedCriticRows, type RatedClaim, thresholdRows } from "./critic-report.ts";

const rated = (
  score: number,
  positive: boolean,
  details: Partial<RatedClaim> = {},
): RatedClaim => ({
  claim: 0,
  score,
  positive,
  relation: "usedFor",
  subject: "searchBuy",
  domain: "Outdoors",
  madeBy: "a model",
  group: "tent",
  ...details,
});

/** Claims of 20 types whose scores are right, as probabilities are. */
function calibratedClaims(count: number): readonly RatedClaim[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, place) => {
    const score = random.next();
    return rated(score, random.chance(score), { group: `type ${place % 20}` });
  });
}

const options = { seed: 1, probabilities: true };
const ranked = { seed: 1, probabilities: false };

test("a row has the figures of its claims, each within its interval", () => {
  const claims = calibratedClaims(200);
  const row = criticRow("all", "plausible", claims, options);
  assert.deepEqual(
    [row.id, row.question, row.claims, row.positives],
    ["all", "plausible", 200, claims.filter(({ positive }) => positive).length],
  );
  // Uniform scores that are right: AUROC 5/6.
  assert.ok(Math.abs((row.auroc?.mean ?? 0) - 5 / 6) < 0.05, `${row.auroc?.mean}`);
  assert.deepEqual(row.aurocWithinRelation, row.auroc, "there is one relation");
  for (const figure of [row.auroc, row.averagePrecision, row.calibrationError]) {
    const { mean, interval } = figure ?? assert.fail();
    assert.ok(interval[0] <= mean && mean <= interval[1] && interval[0] < interval[1]);
  }
  assert.ok((row.calibrationError?.mean ?? 1) < 0.1);
});

test("the interval is that of drawn groups whose claims come in any order, those of equal scores too", () => {
  const claims = calibratedClaims(90).map((claim) => ({
    ...claim,
    score: Math.round(claim.score * 10) / 10,
  }));
  const units = sortedGroups(claims, ({ group }) => group).map(([, own]) => own);
  const row = criticRow("all", "plausible", claims, ranked);
  for (const [figure, statistic] of [
    [row.auroc, auroc],
    [row.averagePrecision, averagePrecision],
  ] as const) {
    const interval = bootstrapInterval(
      units,
      (sample) => statistic(rankingOf(sample.flat())),
      ranked,
    );
    assert.deepEqual(figure?.interval, interval);
  }
});

test("what tells relations apart and no more has 0.5 within them", () => {
  const claims = calibratedClaims(60).map((claim, place) => {
    const relation = place % 2 === 0 ? "usedFor" : "isA";
    const positive = (place % 10 !== 0) === (relation === "usedFor");
    return { ...claim, relation, positive, score: relation === "usedFor" ? 1 : 0 };
  });
  const row = criticRow("relation-only", "plausible", claims, options);
  assert.ok((row.auroc?.mean ?? 0) > 0.8);
  assert.equal(row.aurocWithinRelation?.mean, 0.5);
});

test("intervals are over groups: a claim that is copied within its group says it once", () => {
  const claims = calibratedClaims(40);
  const width = (own: readonly RatedClaim[]): number => {
    const { interval } = criticRow("all", "plausible", own, ranked).auroc ?? assert.fail();
    return interval[1] - interval[0];
  };
  const alone = claims.map((claim, place) => ({ ...claim, group: `group ${place}` }));
  const fourfold = alone.flatMap((claim) => Array.from({ length: 4 }, () => claim));
  const pretended = fourfold.map((claim, place) => ({ ...claim, group: `copy ${place}` }));
  assert.ok(Math.abs(width(fourfold) / width(alone) - 1) < 0.2);
  assert.ok(width(pretended) < 0.7 * width(alone));
});

test("of claims of one answer there are counts, and no ranking", () => {
  const allFalse = criticRow("all", "typical", [rated(0.1, false), rated(0.3, false)], options);
  assert.deepEqual(
    { ...allFalse },
    {
      ...{ id: "all", question: "typical", claims: 2, positives: 0, auroc: null },
      ...{ aurocWithinRelation: null, averagePrecision: null, calibrationError: null },
    },
  );
  const trueOnes = ["tent", "lamp", "rope"].map((group) => rated(0.1, true, { group }));
  const allTrue = criticRow("all", "typical", trueOnes, options);
  assert.deepEqual([allTrue.auroc, allTrue.averagePrecision?.mean], [null, 1]);
  assert.equal(criticRow("all", "typical", [], options).auroc, null);
});

test("of fewer than three groups there are counts alone: an interval would look sure", () => {
  const claims = calibratedClaims(60).map((claim, place) => ({
    ...claim,
    group: `type ${place % 2}`,
  }));
  const row = criticRow("all", "plausible", claims, options);
  assert.deepEqual([row.claims, row.auroc, row.calibrationError], [60, null, null]);
});

test("only of probabilities there is a calibration error", () => {
  const row = criticRow("cosine", "plausible", calibratedClaims(60), ranked);
  assert.equal(row.calibrationError, null);
  assert.notEqual(row.auroc, null);
});

test("groups of a kind have a row each, and together all claims", () => {
  const claims = [
    rated(0.2, false, { relation: "isA", madeBy: "author" }),
    rated(0.7, true),
    rated(0.4, false, { subject: "coBuy", domain: "Home" }),
  ];
  const rows = groupedCriticRows("all", "plausible", claims, options);
  assert.deepEqual(
    rows.map(({ id, claims: count, positives }) => [id, count, positives]),
    [
      ["all/madeBy/a model", 2, 1],
      ["all/madeBy/author", 1, 0],
      ["all/subject/coBuy", 1, 0],
      ["all/subject/searchBuy", 2, 1],
      ["all/relation/isA", 1, 0],
      ["all/relation/usedFor", 2, 1],
      ["all/domain/Home", 1, 0],
      ["all/domain/Outdoors", 2, 1],
    ],
  );
});

test("a threshold keeps what is above it, of labelled claims and of the workspace's", () => {
  const claims = [
    rated(0.95, true, { group: "a" }),
    rated(0.55, true, { group: "b" }),
    rated(0.55, false, { group: "c" }),
    rated(0.5, true, { group: "d" }),
    rated(0.05, false, { group: "e" }),
  ];
  const rows = thresholdRows("pair", claims, [0.5, 0.6, 0.25, 0.9], 1);
  assert.deepEqual(
    rows.map(({ threshold }) => threshold),
    [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  );
  const at = (threshold: number) => {
    const row = rows.find((one) => one.threshold === threshold) ?? assert.fail();
    return [row.precision?.mean, row.recall?.mean, row.claims, row.expectedPlausible];
  };
  assert.deepEqual(at(0), [3 / 5, 1, 4, 0.5 + 0.6 + 0.25 + 0.9]);
  // 0.5 itself is not above 0.5.
  assert.deepEqual(at(0.5), [2 / 3, 2 / 3, 2, 0.6 + 0.9]);
  assert.deepEqual(at(0.9), [1, 1 / 3, 0, 0]);
});

test("where no labelled claim is above a threshold, precision is not known", () => {
  const [zero, , , , , half] = thresholdRows(
    "product-type",
    [rated(0.3, true), rated(0.2, false)],
    [],
    1,
  );
  assert.deepEqual([half?.precision, half?.recall?.mean, half?.claims], [null, 0, 0]);
  assert.equal(zero?.precision?.mean, 0.5);
  const [none] = thresholdRows("product-type", [rated(0.3, false)], [], 1);
  assert.equal(none?.recall, null, "nothing is plausible");
});
