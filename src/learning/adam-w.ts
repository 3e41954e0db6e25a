import { readFileSync } from "node:fs";
import type { ParameterSet } from "./parameter-set.ts";

export interface AdamWSettings {
  /** Share of itself that a weight loses with each step, times the learning rate. Vectors (biases) lose none. */
  readonly weightDecay: number;
  /** The gradient's length is cut to this. */
  readonly clipNorm: number;
}

/** Makes the `steps`-th step at a learning rate, and returns the gradient's length before it was cut. */
export type StepAdamW = (steps: number, rate: number) => number;

const firstDecay = 0.9;
const secondDecay = 0.999;

/** Of adam-w.wat. */
interface AdamWFunctions {
  /** Addresses in bytes, then numbers that are the same for the whole of a parameter. */
  readonly step: (
    ...args: [
      ...[values: number, gradient: number, first: number, second: number, end: number],
      ...[clip: number, kept: number, size: number, secondCorrection: number],
    ]
  ) => void;
  readonly sum_of_squares: (from: number, to: number) => number;
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) on the parameters of a set, in place, with the constants that
 * everybody uses: 0.9, 0.999, 1e-8. As one loop over numbers that lie side by side: in a graph it would be a dozen nodes for
 * each parameter, and three copies of all of them with every step.
 */
export function adamW(
  { placed, memory, values, gradient, first, second }: ParameterSet,
  { weightDecay, clipNorm }: AdamWSettings,
): StepAdamW {
  const module = new WebAssembly.Module(readFileSync(new URL("adam-w.wasm", import.meta.url)));
  const { exports } = new WebAssembly.Instance(module, { learning: { memory } });
  const { step, sum_of_squares } = exports as unknown as AdamWFunctions;
  const address = (array: Float32Array, at: number): number =>
    array.byteOffset + at * array.BYTES_PER_ELEMENT;
  return (steps, rate) => {
    const all = [address(gradient, 0), address(gradient, gradient.length)] as const;
    const norm = Math.sqrt(sum_of_squares(...all));
    const clip = Math.min(1, clipNorm / (norm + 1e-6));
    for (const { shape, rateFactor, from, to } of placed) {
      const stepSize = rate * rateFactor;
      step(
        ...[address(values, from), address(gradient, from)],
        ...[address(first, from), address(second, from), address(values, to)],
        ...[clip, shape.length > 1 ? 1 - stepSize * weightDecay : 1],
        ...[stepSize / (1 - firstDecay ** steps), Math.sqrt(1 - secondDecay ** steps)],
      );
    }
    return norm;
  };
}
