import type { ParameterSet } from "./parameter-set.ts";

export interface AdamWSettings {
  /** Share of itself that a weight loses with each step, times the learning rate. Vectors (biases) lose none. */
  readonly weightDecay: number;
  /** The gradient's length is cut to this. */
  readonly clipNorm: number;
}

/** What AdamW remembers between steps: for each weight a running mean of the slope and of its square. */
export interface Moments {
  readonly first: Float32Array<ArrayBuffer>;
  readonly second: Float32Array<ArrayBuffer>;
  /** Steps that were made. */
  steps: number;
}

const [firstDecay, secondDecay, epsilon] = [0.9, 0.999, 1e-8];

export const newMoments = ({ values }: ParameterSet): Moments => ({
  first: new Float32Array(values.length),
  second: new Float32Array(values.length),
  steps: 0,
});

/**
 * One step of Adam with decoupled weight decay (Loshchilov and Hutter 2019) in place, with the constants that everybody
 * uses: 0.9, 0.999, 1e-8. As one loop over numbers that lie side by side: in a graph it would be a dozen nodes for each
 * parameter, and three copies of all of them with every step.
 *
 * @returns the gradient's length before it was cut
 */
export function stepAdamW(
  parameters: ParameterSet,
  gradient: Float32Array,
  moments: Moments,
  rate: number,
  { weightDecay, clipNorm }: AdamWSettings,
): number {
  const { values, placed } = parameters;
  const { first, second } = moments;
  moments.steps += 1;
  const norm = lengthOf(gradient);
  const clip = Math.min(1, clipNorm / (norm + 1e-6));
  const firstCorrection = 1 - firstDecay ** moments.steps;
  const secondCorrection = Math.sqrt(1 - secondDecay ** moments.steps);
  for (const { shape, rateFactor, from, to } of placed) {
    const stepSize = rate * rateFactor;
    const kept = shape.length > 1 ? 1 - stepSize * weightDecay : 1;
    const size = stepSize / firstCorrection;
    for (let at = from; at < to; at++) {
      const slope = (gradient[at] as number) * clip;
      const mean = firstDecay * (first[at] as number) + (1 - firstDecay) * slope;
      const square = secondDecay * (second[at] as number) + (1 - secondDecay) * slope * slope;
      first[at] = mean;
      second[at] = square;
      values[at] =
        (values[at] as number) * kept -
        (size * mean) / (Math.sqrt(square) / secondCorrection + epsilon);
    }
  }
  return norm;
}

/** As a plain loop: of millions of numbers, a call for each would take longer than the step. */
function lengthOf(gradient: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < gradient.length; at++) sum += (gradient[at] as number) ** 2;
  return Math.sqrt(sum);
}
