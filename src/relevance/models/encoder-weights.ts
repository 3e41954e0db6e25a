import type { BertWeights } from "../../encoder/bert-states.ts";
import { checkedWeight } from "../../encoder/fixed-weights.ts";
import type { PretrainedBert } from "../../encoder/pretrained-bert.ts";
import type { Weights } from "../../learning/training-graph.ts";
import { seededRandom } from "../../statistics/random.ts";

/** The weights of an encoder as parameters that are learnt on. */
export const encoderWeights =
  (encoder: PretrainedBert, weights: Weights): BertWeights =>
  (name, sizes) =>
    weights(name, checkedWeight(name, encoder.tensor(name), sizes).shape);

/** Begins a head's name; what is not of a head is the encoder's. */
export const headPrefix = "head.";

/**
 * The first value of a parameter: of the encoder what was published, of a head's matrix numbers from the normal
 * distribution with a deviation of 0.02, as BERT's own, of its bias 0.
 */
export function initialWeight(
  encoder: PretrainedBert,
  name: string,
  shape: readonly number[],
  seed: number,
): Float32Array {
  if (!name.startsWith(headPrefix)) return encoder.tensor(name).data as Float32Array;
  const count = shape.reduce((product, size) => product * size, 1);
  const random = seededRandom(seed, count);
  return Float32Array.from({ length: count }, () =>
    shape.length === 1 ? 0 : 0.02 * normal(random.next(), random.next()),
  );
}

/** Box and Muller 1958. */
const normal = (first: number, second: number): number =>
  Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
