import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fitIsotonicRegression, isotonicValue } from "./isotonic-regression.ts";

const scores = [1, 2, 2, 3, 4, 4, 5, 7];
const targets = [0.5, 0.4, 1, 0.2, 0.9, 0.8, 1, 0.95];
const asked = [0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8];

// What scikit-learn 1.9.1 prints:
//
//     from sklearn.isotonic import IsotonicRegression
//     for weights in [None, [1, 2, 1, 1, 3, 1, 1, 2]]:
//         m = IsotonicRegression(out_of_bounds="clip").fit(scores, targets, sample_weight=weights)
//         print(m.predict(asked))
for (const { name, weights, golden } of [
  {
    name: "it is the function that scikit-learn finds, between and outside the scores too",
    weights: undefined,
    golden: [
      ...[0.5, 0.5, 0.5166666666666666, 0.5333333333333333, 0.5333333333333333],
      ...[0.5333333333333333, 0.6916666666666667, 0.85, 0.9125, 0.975, 0.975, 0.975, 0.975],
    ],
  },
  {
    name: "so it is where some count more",
    weights: [1, 2, 1, 1, 3, 1, 1, 2],
    golden: [
      ...[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.6875, 0.875, 0.9208333333333334],
      ...[0.9666666666666667, 0.9666666666666667, 0.9666666666666667, 0.9666666666666667],
    ],
  },
]) {
  test(name, () => {
    const model = fitIsotonicRegression({ scores, targets, ...(weights && { weights }) });
    for (const [at, score] of asked.entries()) {
      const found = isotonicValue(model, score);
      assert.ok(Math.abs(found - (golden[at] ?? 0)) < 1e-12, `${found} of ${score}`);
    }
  });
}

const points = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 12 }), target: fc.integer({ min: 0, max: 3 }) }),
  { minLength: 1, maxLength: 30 },
);
const fitted = (all: readonly { readonly score: number; readonly target: number }[]) =>
  fitIsotonicRegression({
    scores: all.map(({ score }) => score),
    targets: all.map(({ target }) => target),
  });

test("it never falls, and keeps the sum of the targets", () => {
  fc.assert(
    fc.property(points, (all) => {
      const model = fitted(all);
      assert.ok(model.values.every((value, at) => value >= (model.values[at - 1] ?? value)));
      const sum = all.reduce(
        (rest, { score, target }) => rest + target - isotonicValue(model, score),
        0,
      );
      assert.ok(Math.abs(sum) < 1e-9, `${sum}`);
    }),
  );
});

test("the order in which points come changes nothing", () => {
  fc.assert(
    fc.property(points, (all) => {
      const [one, other] = [fitted(all), fitted(all.toReversed())];
      assert.deepEqual(other.scores, one.scores);
      for (const [at, value] of other.values.entries()) {
        assert.ok(Math.abs(value - (one.values[at] ?? 9)) < 1e-12);
      }
    }),
  );
});
