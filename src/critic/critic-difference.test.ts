import assert from "node:assert/strict";
import { test } from "node:test";
import { auroc } from "../statistics/auroc.ts";
import { seededRandom } from "../statistics/random.ts";
import { rankingOf } from "../statistics/ranking.ts";
import { criticDifference } from "./critic-difference.ts";
import { criticRow, type RatedClaim } from "./critic-report.ts";

/** Claims of 25 types, half of them true; the score tells it with more or less noise. */
function ratingOf(id: string, noise: number, seed: number) {
  const random = seededRandom(seed);
  const truth = seededRandom(1);
  const claims = Array.from({ length: 150 }, (_, place): RatedClaim => {
    const positive = truth.chance(0.5);
    // What makes a claim hard is the same for all.
    const hard = truth.next() - 0.5;
    return {
      claim: place,
      score: (positive ? 0.5 : 0) + hard + noise * (random.next() - 0.5),
      ...{ positive, relation: "usedFor", subject: "searchBuy" },
      ...{ domain: "Outdoors", madeBy: "a model", group: `type ${place % 25}` },
    };
  });
  return { id, claims };
}

const better = ratingOf("better", 0.1, 2);
const worse = ratingOf("worse", 1.5, 3);

test("the difference is that of both AUROCs, and changes its sign with the order", () => {
  const { of, against, question, auroc: figure } = criticDifference("typical", better, worse, 1);
  assert.deepEqual([of, against, question], ["better", "worse", "typical"]);
  assert.equal(figure?.mean, auroc(rankingOf(better.claims)) - auroc(rankingOf(worse.claims)));
  assert.ok((figure?.interval[0] ?? 0) > 0, "better beyond chance");
  const turned = criticDifference("typical", worse, better, 1).auroc ?? assert.fail();
  assert.equal(turned.mean, -(figure?.mean ?? 0));
  assert.ok(turned.interval[1] < 0);
});

test("a rating against itself differs by nothing, with no doubt", () => {
  assert.deepEqual(criticDifference("plausible", better, better, 1).auroc, {
    mean: 0,
    interval: [0, 0],
  });
});

test("groups are drawn for both at once: closer than two intervals let expect", () => {
  const width = (figure: { readonly interval: readonly [number, number] } | null): number =>
    figure === null ? assert.fail() : figure.interval[1] - figure.interval[0];
  const twin = ratingOf("twin", 0.1, 5);
  const together = width(criticDifference("plausible", better, twin, 1).auroc);
  const alone = width(
    criticRow("better", "plausible", better.claims, { seed: 1, probabilities: false }).auroc,
  );
  assert.ok(together < alone / 2, `${together} and ${alone}`);
});

test("as many claims, but not the same ones, can't be compared", () => {
  const [own, ...rest] = better.claims;
  assert.ok(own);
  const one = { id: "one", claims: better.claims.slice(0, -1) };
  const other = { id: "other", claims: rest };
  assert.equal(criticDifference("plausible", one, other, 1).auroc, null);
});

test("ratings of other claims can't be compared, nor those of claims of one answer", () => {
  const fewer = { id: "fewer", claims: better.claims.slice(1) };
  assert.deepEqual(criticDifference("plausible", better, fewer, 1), {
    ...{ of: "better", against: "fewer", question: "plausible", auroc: null },
  });
  const allTrue = { id: "true", claims: better.claims.filter(({ positive }) => positive) };
  assert.equal(criticDifference("plausible", allTrue, allTrue, 1).auroc, null);
  const none = { id: "none", claims: [] };
  assert.equal(criticDifference("plausible", none, none, 1).auroc, null);
});
