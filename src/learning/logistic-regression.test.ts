import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom } from "../statistics/random.ts";
import {
  fitLogisticRegression,
  type LogisticModel,
  type LogisticRegressionInput,
  logit,
  logLoss,
  sigmoid,
} from "./logistic-regression.ts";

/** Rows of three columns whose targets follow 2·first − second − 0.5; some are shares if so wished. */
function planted(
  count: number,
  penalties: readonly number[],
  shares = false,
): LogisticRegressionInput {
  const random = seededRandom(8);
  const rows = Array.from({ length: count }, () =>
    Float64Array.from(penalties, () => 4 * random.next() - 2),
  );
  const targets = rows.map(([first = 0, second = 0], place) => {
    const yes = random.chance(sigmoid(2 * first - second - 0.5));
    if (shares && place % 10 === 0) return 0.4;
    return yes ? 1 : 0;
  });
  return { rows, targets, penalties: Float64Array.from(penalties) };
}

/** What is minimised, in plain words: log loss of all, and the penalties. */
function cost({ rows, targets, penalties }: LogisticRegressionInput, model: LogisticModel): number {
  let sum = 0;
  for (const [at, penalty] of penalties.entries())
    sum += (penalty * (model.weights[at] ?? 0) ** 2) / 2;
  for (const [place, row] of rows.entries()) {
    const probability = sigmoid(logit(model, row));
    const target = targets[place] ?? 0;
    sum -= target * Math.log(probability) + (1 - target) * Math.log(1 - probability);
  }
  return sum;
}

test("at the model that is found, the cost rises whichever way one goes", () => {
  for (const penalties of [
    [1, 1, 1],
    [0.01, 100, 5],
  ]) {
    const input = planted(200, penalties, true);
    const model = fitLogisticRegression(input);
    const moved = (at: number, by: number): LogisticModel => ({
      weights: model.weights.map((weight, place) => (place === at ? weight + by : weight)),
      bias: at === penalties.length ? model.bias + by : model.bias,
    });
    const step = 1e-4;
    for (let at = 0; at <= penalties.length; at++) {
      const slope = (cost(input, moved(at, step)) - cost(input, moved(at, -step))) / (2 * step);
      assert.ok(Math.abs(slope) < 1e-3, `slope ${slope} at ${at}`);
      assert.ok(cost(input, moved(at, 0.05)) > cost(input, model));
      assert.ok(cost(input, moved(at, -0.05)) > cost(input, model));
    }
  }
});

test("the weights that made the targets are found again", () => {
  const { weights, bias } = fitLogisticRegression(planted(3000, [0.01, 0.01, 0.01]));
  const [first = 0, second = 0, third = 0] = weights;
  assert.ok(Math.abs(first - 2) < 0.25, `${first}`);
  assert.ok(Math.abs(second + 1) < 0.2, `${second}`);
  assert.ok(Math.abs(third) < 0.15, `${third}`);
  assert.ok(Math.abs(bias + 0.5) < 0.2, `${bias}`);
});

test("examples that a line separates have finite weights", () => {
  const rows = [-2, -1, 1, 2].map((value) => Float64Array.of(value));
  const model = fitLogisticRegression({
    rows,
    targets: [0, 0, 1, 1],
    penalties: Float64Array.of(0.01),
  });
  const [weight = Number.NaN] = model.weights;
  assert.ok(Number.isFinite(weight) && weight > 1, `${weight}`);
  assert.ok(Math.abs(model.bias) < 1e-3);
});

test("weights that cost much are near 0, and the bias is the log-odds of the mean target", () => {
  const input = planted(100, [1e9, 1e9, 1e9]);
  const { weights, bias } = fitLogisticRegression(input);
  assert.ok(weights.every((weight) => Math.abs(weight) < 1e-5));
  const share = input.targets.reduce((sum, target) => sum + target, 0) / 100;
  assert.ok(Math.abs(bias - Math.log(share / (1 - share))) < 1e-5, `${bias}`);
});

test("a share as target is as many yes and no in that proportion", () => {
  const rows = [Float64Array.of(1), Float64Array.of(-1)];
  const penalties = Float64Array.of(1);
  const shares = fitLogisticRegression({
    rows: [...rows, ...rows],
    targets: [0.75, 0.5, 0.75, 0.5],
    penalties,
  });
  const [one = new Float64Array(), other = new Float64Array()] = rows;
  const counted = fitLogisticRegression({
    rows: [one, one, one, one, other, other, other, other],
    targets: [1, 1, 1, 0, 1, 1, 0, 0],
    // Twice the examples of the two shares: twice the penalty for the same.
    penalties: Float64Array.of(2),
  });
  assert.ok(Math.abs((shares.weights[0] ?? 0) - (counted.weights[0] ?? 1)) < 1e-4);
  assert.ok(Math.abs(shares.bias - counted.bias) < 1e-4);
});

test("no rows, and rows without a target each, are refused", () => {
  const penalties = Float64Array.of(1);
  assert.throws(() => fitLogisticRegression({ rows: [], targets: [], penalties }), {
    name: "RangeError",
    message: "0 rows and 0 targets",
  });
  assert.throws(
    () => fitLogisticRegression({ rows: [Float64Array.of(1)], targets: [0, 1], penalties }),
    { name: "RangeError", message: "1 rows and 2 targets" },
  );
});

test("the log loss is minus the logarithm of what the target was given", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -15, max: 15, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (raised, target) => {
        const probability = sigmoid(raised);
        const naive = -target * Math.log(probability) - (1 - target) * Math.log(1 - probability);
        assert.ok(Math.abs(logLoss(raised, target) - naive) < 1e-8 * (1 + naive));
      },
    ),
  );
});

test("the log loss of a sure forecast is finite where its probability is 0 in a float", () => {
  assert.equal(logLoss(-800, 1), 800);
  assert.equal(logLoss(800, 0), 800);
  assert.equal(logLoss(800, 1), 0);
});
