import assert from "node:assert/strict";
import { test } from "node:test";
import { planted } from "./examples-for-tests.ts";
import { fitTemperature, tempered } from "./temperature-scaling.ts";

/** Scores that are about right, and too sure. */
const scoresOf = ([a = 0, b = 0]: Float64Array): Float64Array =>
  Float64Array.of(10 - 10 * (a + b), 2, 10 * (a + b) - 12);

const { rows, targets } = planted(3000, 1);
const examples = { rows: rows.map(scoresOf), targets };

// What scikit-learn 1.9.1 prints for `planted` (see examples-for-tests.ts):
//
//     import numpy as np
//     from sklearn.base import BaseEstimator, ClassifierMixin
//     from sklearn.calibration import CalibratedClassifierCV
//     from sklearn.frozen import FrozenEstimator
//     class Scores(ClassifierMixin, BaseEstimator):
//         classes_ = np.arange(3)
//         def __sklearn_is_fitted__(self): return True
//         def fit(self, X, y): return self
//         def predict(self, X): return self.decision_function(X).argmax(1)
//         def decision_function(self, X): return np.array([[10 - 10 * (a + b), 2, 10 * (a + b) - 12] for a, b in X])
//     (X, y), (V, w) = planted(3000, 1), planted(2000, 1234567)
//     X, V = [row[:2] for row in X], [row[:2] for row in V]
//     m = CalibratedClassifierCV(FrozenEstimator(Scores()), method="temperature", ensemble=False).fit(X, y)
//     print(m.calibrated_classifiers_[0].calibrators[0].beta_, m.predict_proba(V[:1]))
test("temperature and probabilities are those of scikit-learn", () => {
  const temperature = fitTemperature(examples);
  assert.ok(Math.abs(1 / temperature - 0.4644767131778602) < 1e-6, `${1 / temperature}`);
  const [first = new Float64Array()] = planted(1, 1234567).rows;
  const golden = [0.3940307409524652, 0.5573881603363586, 0.04858109871117629];
  for (const [own, probability] of tempered(scoresOf(first), temperature).entries()) {
    assert.ok(Math.abs(probability - (golden[own] ?? 9)) < 1e-6, `${probability}`);
  }
});

test("scores that are multiplied have a temperature that is multiplied alike", () => {
  const temperature = fitTemperature(examples);
  for (const factor of [0.1, 5]) {
    const found = fitTemperature({
      rows: examples.rows.map((row) => row.map((score) => factor * score)),
      targets,
    });
    assert.ok(Math.abs(found / temperature / factor - 1) < 1e-4, `${found}`);
  }
});

test("an example that counts twice is as good as two", () => {
  const weights = targets.map((target) => (target === 0 ? 2 : 1));
  const zeros = [...targets.keys()].filter((at) => targets[at] === 0);
  const twice = fitTemperature({
    rows: [...examples.rows, ...zeros.map((at) => examples.rows[at] ?? new Float64Array())],
    targets: [...targets, ...zeros.map(() => 0)],
  });
  assert.ok(Math.abs(fitTemperature({ ...examples, weights }) - twice) < 1e-4);
});
