import { checkExamples, type Examples } from "./examples.ts";
import { minimise } from "./minimise.ts";
import { softmax, softmaxLoss } from "./softmax.ts";

/** A row's score for a class is bias + weights · row; its probabilities are the softmax of its scores. */
export interface SoftmaxModel {
  /** One array per class, as long as a row. */
  readonly weights: readonly Float64Array[];
  /** One per class; together 0. */
  readonly biases: Float64Array;
}

export interface SoftmaxRegressionOptions {
  readonly classes: number;
  /** One per column, above 0: what half the square of each weight costs. Biases cost nothing. */
  readonly penalties: Float64Array;
}

/** The search ends where the gradient is less than this times the number of examples. */
const tolerancePerExample = 1e-6;

/**
 * Multinomial logistic regression: the weights under which the classes are likeliest, less the penalties. Each
 * class has weights of its own; the penalties choose among those that mean the same (Friedman, Hastie and
 * Tibshirani 2010, "Regularization paths", section 4.1). Values are known, and best scaled alike.
 *
 * @throws RangeError for examples that `checkExamples` refuses
 */
export function fitSoftmaxRegression(
  examples: Examples,
  { classes, penalties }: SoftmaxRegressionOptions,
): SoftmaxModel {
  checkExamples(examples, classes);
  const { rows, targets, weights } = examples;
  const size = penalties.length;
  // As in logistic regression: the search goes over weights times the roots of their penalties.
  const roots = penalties.map(Math.sqrt);
  const modelAt = (point: Float64Array): SoftmaxModel => ({
    weights: Array.from({ length: classes }, (_, own) =>
      roots.map((root, at) => (point[own * size + at] ?? 0) / root),
    ),
    biases: point.slice(classes * size),
  });
  const errors = new Float64Array(classes);
  const found = minimise(
    (point, gradient) => {
      const model = modelAt(point);
      const slopes = model.weights.map(() => new Float64Array(size));
      let value = 0;
      for (let at = 0; at < classes * size; at++) value += (point[at] ?? 0) ** 2 / 2;
      gradient.fill(0);
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at] ?? new Float64Array(size);
        const target = targets[at] ?? 0;
        const weight = weights?.[at] ?? 1;
        const scores = softmaxScores(model, row);
        value += weight * softmaxLoss(scores, target);
        softmax(scores, errors);
        errors[target] = (errors[target] ?? 0) - 1;
        for (let own = 0; own < classes; own++) {
          const error = weight * (errors[own] ?? 0);
          addTimes(slopes[own] ?? errors, error, row);
          const bias = classes * size + own;
          gradient[bias] = (gradient[bias] ?? 0) + error;
        }
      }
      for (let own = 0; own < classes; own++) {
        for (let at = 0; at < size; at++) {
          const slope = (slopes[own]?.[at] ?? 0) / (roots[at] ?? 1);
          gradient[own * size + at] = (point[own * size + at] ?? 0) + slope;
        }
      }
      return value;
    },
    new Float64Array(classes * (size + 1)),
    { tolerance: tolerancePerExample * rows.length },
  );
  return modelAt(found);
}

/** One score per class: logarithms of probabilities, but for a number that is the same for all. */
export function softmaxScores({ weights, biases }: SoftmaxModel, row: Float64Array): Float64Array {
  const scores = biases.slice();
  let own = 0;
  for (const column of weights) {
    let sum = scores[own] ?? 0;
    for (let at = 0; at < row.length; at++) sum += (column[at] ?? 0) * (row[at] ?? 0);
    scores[own] = sum;
    own += 1;
  }
  return scores;
}

function addTimes(to: Float64Array, factor: number, what: Float64Array): void {
  for (let at = 0; at < what.length; at++) to[at] = (to[at] ?? 0) + factor * (what[at] ?? 0);
}
