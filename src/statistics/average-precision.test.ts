import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { averagePrecision as averagePrecisionOf } from "./average-precision.ts";
import { type RankedItem, rankingOf } from "./ranking.ts";

const averagePrecision = (items: readonly RankedItem[]): number =>
  averagePrecisionOf(rankingOf(items));

const rank = (positives: readonly boolean[], scores: readonly number[]) =>
  positives.map((positive, place) => ({ positive, score: scores[place] ?? 0 }));

const items = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 8 }), positive: fc.boolean() }),
  { maxLength: 30 },
);

test("scikit-learn's example gives 0.83", () => {
  const ranked = rank([false, false, true, true], [0.1, 0.4, 0.35, 0.8]);
  // The first positive comes with precision 1, the second with 2 of 3.
  assert.equal(averagePrecision(ranked), (1 + 2 / 3) / 2);
});

test("positives in front give 1; behind all others they give what their places allow", () => {
  assert.equal(averagePrecision(rank([true, true, false, false], [4, 3, 2, 1])), 1);
  assert.equal(
    averagePrecision(rank([false, false, true, true], [4, 3, 2, 1])),
    (1 / 3 + 1 / 2) / 2,
  );
});

test("items of equal score come in together, whatever their order", () => {
  const tied = rank([true, false, true, false], [2, 2, 2, 1]);
  assert.equal(averagePrecision(tied), 2 / 3);
  fc.assert(
    fc.property(items, (ranked) => {
      const [one, other] = [averagePrecision(ranked), averagePrecision(ranked.toReversed())];
      assert.ok(Object.is(one, other) || Math.abs(one - other) < 1e-12);
    }),
  );
});

test("a score that says nothing gives the share of positive items", () => {
  assert.equal(averagePrecision(rank([true, false, false, true, false], [])), 2 / 5);
});

test("without a positive item there is nothing to say", () => {
  assert.ok(Number.isNaN(averagePrecision(rank([false, false], [1, 2]))));
  assert.ok(Number.isNaN(averagePrecision([])));
});

test("only the order of scores counts", () => {
  fc.assert(
    fc.property(items, (ranked) => {
      const bent = ranked.map((one) => ({ ...one, score: Math.sqrt(one.score) - 2 }));
      assert.ok(Object.is(averagePrecision(bent), averagePrecision(ranked)));
    }),
  );
});
