import { checkExamples, type Examples } from "./examples.ts";
import { minimise } from "./minimise.ts";
import { softmax, softmaxLoss } from "./softmax.ts";

/**
 * The temperature under which the softmax of scores ÷ temperature says most of the classes that came: above 1
 * where the scores are too sure of themselves (Guo and others 2017, "On calibration of modern neural
 * networks"). Which class is likeliest stays the same. Set it on examples that the scores were not learnt from.
 *
 * @param examples rows are scores, one per class
 * @throws RangeError for examples that `checkExamples` refuses
 */
export function fitTemperature(examples: Examples): number {
  const { rows, targets, weights } = examples;
  checkExamples(examples, rows[0]?.length ?? 0);
  const [found = 0] = minimise(
    ([power = 0], gradient) => {
      // Searched by the logarithm, so that it stays above 0.
      const sharpness = Math.exp(power);
      let [value, slope] = [0, 0];
      for (const [at, row] of rows.entries()) {
        const weight = weights?.[at] ?? 1;
        const sharpened = row.map((score) => sharpness * score);
        const target = targets[at] ?? 0;
        value += weight * softmaxLoss(sharpened, target);
        slope -= weight * (sharpened[target] ?? 0);
        for (const [own, probability] of softmax(sharpened).entries()) {
          slope += weight * probability * (sharpened[own] ?? 0);
        }
      }
      gradient[0] = slope;
      return value;
    },
    new Float64Array(1),
    { tolerance: 1e-7 * rows.length },
  );
  return Math.exp(-found);
}

/** Calibrated probabilities from scores. */
export const tempered = (scores: Float64Array, temperature: number): Float64Array =>
  softmax(scores.map((score) => score / temperature));
