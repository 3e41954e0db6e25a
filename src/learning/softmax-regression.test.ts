import assert from "node:assert/strict";
import { test } from "node:test";
import { planted } from "./examples-for-tests.ts";
import { fitLogisticRegression, logit } from "./logistic-regression.ts";
import { softmaxLoss } from "./softmax.ts";
import { fitSoftmaxRegression, softmaxScores } from "./softmax-regression.ts";

const threeColumns = (count: number, seed: number) => {
  const { rows, targets } = planted(count, seed);
  return { rows: rows.map((row) => row.slice(0, 3)), targets };
};
const train = threeColumns(3000, 1);
const options = { classes: 3, penalties: Float64Array.of(2, 2, 2) };

const assertNear = (found: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} for ${wanted}`);

// What scikit-learn 1.9.1 prints for `planted` (see examples-for-tests.ts):
//
//     from sklearn.linear_model import LogisticRegression
//     from sklearn.metrics import log_loss
//     (X, y), (V, w) = planted(3000, 1), planted(2000, 1234567)
//     X, V = [row[:3] for row in X], [row[:3] for row in V]
//     for weights in [None, [2 if t == 2 else 1 for t in y]]:
//         m = LogisticRegression(C=0.5, tol=1e-10, max_iter=10000).fit(X, y, sample_weight=weights)
//         print(m.coef_, m.intercept_, log_loss(w, m.predict_proba(V)))
for (const { name, weights, coefficients, intercepts, loss } of [
  {
    name: "weights and biases are those of scikit-learn",
    weights: undefined,
    coefficients: [
      [-3.97966191247784, -4.08776365918055, -0.0882835777628357],
      [-1.0607189890075077, -1.137677973304478, 0.13970166529226583],
      [5.04038090148535, 5.225441632485029, -0.051418087529430515],
    ],
    intercepts: [4.154359378806204, 1.9203748261165188, -6.074734204922929],
    loss: 0.6865485850486079,
  },
  {
    name: "so they are where some examples count twice",
    weights: train.targets.map((target) => (target === 2 ? 2 : 1)),
    coefficients: [
      [-4.101795265199504, -4.211007191817234, -0.07561138733109041],
      [-1.1831877904056178, -1.2672943026459043, 0.14227879004680422],
      [5.28498305560513, 5.478301494463138, -0.0666674027157134],
    ],
    intercepts: [4.0891370053141545, 1.8611678101563776, -5.950304815470548],
    loss: 0.7095906259378991,
  },
]) {
  test(name, () => {
    const model = fitSoftmaxRegression({ ...train, ...(weights && { weights }) }, options);
    for (const [own, column] of coefficients.entries()) {
      for (const [at, weight] of column.entries()) {
        assertNear(model.weights[own]?.[at] ?? 0, weight, 1e-4);
      }
      assertNear(model.biases[own] ?? 0, intercepts[own] ?? 0, 1e-4);
    }
    const held = threeColumns(2000, 1234567);
    const losses = held.rows.map((row, at) =>
      softmaxLoss(softmaxScores(model, row), held.targets[at] ?? 0),
    );
    assertNear(losses.reduce((sum, one) => sum + one, 0) / losses.length, loss, 1e-5);
  });
}

test("of two classes it is logistic regression, at half the penalty for each weight", () => {
  const rows = train.rows.slice(0, 300);
  const targets = train.targets.slice(0, 300).map((target) => (target === 0 ? 0 : 1));
  const penalties = Float64Array.of(1, 3, 0.2);
  const model = fitSoftmaxRegression({ rows, targets }, { classes: 2, penalties });
  const logistic = fitLogisticRegression({
    ...{ rows, targets },
    penalties: penalties.map((penalty) => penalty / 2),
  });
  for (const row of rows.slice(0, 20)) {
    const [no = 0, yes = 0] = softmaxScores(model, row);
    assertNear(yes - no, logit(logistic, row), 1e-3);
  }
});
