import type { Examples } from "./examples.ts";
import { softmax, softmaxLoss } from "./softmax.ts";

/** What is made small, one example at a time. */
export interface BoostingLoss {
  /** How many scores an example has. */
  readonly outputs: number;
  /** The scores that are best where nothing is known of an example. */
  starts(examples: Examples): Float64Array;
  /** First derivatives by each score into `slopes`, second ones into `curvatures`. */
  derive(
    scores: Float64Array,
    target: number,
    slopes: Float64Array,
    curvatures: Float64Array,
  ): void;
  of(scores: Float64Array, target: number): number;
}

/** Of classes 0 … classes − 1: −ln of the probability of the right one; curvatures are the diagonal of the Hessian. */
const softmaxBoosting = (classes: number): BoostingLoss => ({
  outputs: classes,
  starts({ targets, weights }) {
    const sums = new Float64Array(classes);
    let all = 0;
    for (let at = 0; at < targets.length; at++) {
      const target = targets[at] ?? 0;
      sums[target] = (sums[target] ?? 0) + (weights?.[at] ?? 1);
      all += weights?.[at] ?? 1;
    }
    // A class that has no example has a score all the same.
    return sums.map((sum) => Math.log(Math.max(sum / all, Number.EPSILON)));
  },
  derive(scores, target, slopes, curvatures) {
    softmax(scores, slopes);
    for (let output = 0; output < classes; output++) {
      const probability = slopes[output] ?? 0;
      curvatures[output] = probability * (1 - probability);
    }
    slopes[target] = (slopes[target] ?? 0) - 1;
  },
  of: softmaxLoss,
});

/** Of values: half the square of the error. */
const squaredErrorBoosting: BoostingLoss = {
  outputs: 1,
  starts({ targets, weights }) {
    let [sum, all] = [0, 0];
    for (let at = 0; at < targets.length; at++) {
      sum += (weights?.[at] ?? 1) * (targets[at] ?? 0);
      all += weights?.[at] ?? 1;
    }
    return Float64Array.of(sum / all);
  },
  derive([score = 0], target, slopes, curvatures) {
    slopes[0] = score - target;
    curvatures[0] = 1;
  },
  of: ([score = 0], target) => (score - target) ** 2 / 2,
};

/** @param classes how many there are; without: targets are values */
export const boostingLossOf = (classes: number | undefined): BoostingLoss =>
  classes === undefined ? squaredErrorBoosting : softmaxBoosting(classes);
