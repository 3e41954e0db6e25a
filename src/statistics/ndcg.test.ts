import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canBeRanked, type GainedItem, ndcg } from "./ndcg.ts";

const near = (found: number, wanted: number): void =>
  assert.ok(Math.abs(found - wanted) < 1e-12, `${found}, not ${wanted}`);

const items = (gains: readonly number[], scores: readonly number[]): readonly GainedItem[] =>
  gains.map((gain, place) => ({ gain, score: scores[place] ?? Number.NaN }));

// Printed by scikit-learn 1.9.1: ndcg_score([gains], [scores]), with k=2 and k=3, and of equal scores.
const tied = items([1, 0, 0.1, 0.01, 1, 0], [3, 3, 2, 2, 1, 0.5]);

test("figures are scikit-learn's, with ties within and across the cut", () => {
  near(ndcg(tied), 0.7438154113494527);
  near(ndcg(tied, 2), 0.5);
  near(ndcg(tied, 3), 0.5014872721448878);
  near(ndcg(items([1, 0, 0.1, 0.01, 1, 0], [1, 1, 1, 1, 1, 1])), 0.6896011159649512);
  near(ndcg(items([3, 2, 3, 0, 1, 2], [6, 5, 4, 3, 2, 1])), 0.9608081943360616);
});

const ranked = fc.array(
  fc.record({ score: fc.integer({ min: -3, max: 3 }), gain: fc.nat({ max: 3 }) }),
  { minLength: 1, maxLength: 12 },
);

test("the order in which items come says nothing, and nothing is better than the best order", () => {
  fc.assert(
    fc.property(ranked, fc.integer({ min: 1, max: 12 }), (some, places) => {
      fc.pre(some.some(({ gain }) => gain > 0));
      const found = ndcg(some, places);
      near(ndcg(some.toReversed(), places), found);
      assert.ok(found >= 0 && found <= 1 + 1e-12);
      near(
        ndcg(
          some.map(({ gain }) => ({ gain, score: gain })),
          places,
        ),
        1,
      );
    }),
  );
});

test("without a gain there is nothing to say; a score that is no number is an error", () => {
  assert.ok(Number.isNaN(ndcg(items([0, 0], [1, 2]))));
  assert.throws(() => ndcg(items([1, 0], [1, Number.NaN])), RangeError);
  assert.throws(() => ndcg(items([-1, 0], [1, 2])), RangeError);
});

test("where all items are worth the same, or there is one, no order is better", () => {
  assert.deepEqual([[], [1], [1, 1], [0, 0], [1, 0], [1, 1, 0.1]].map(canBeRanked), [
    ...[false, false, false, false, true, true],
  ]);
});
