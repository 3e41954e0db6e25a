import type { BertWeights } from "../../encoder/bert-states.ts";
import { checkedWeight } from "../../encoder/fixed-weights.ts";
import type { PretrainedBert } from "../../encoder/pretrained-bert.ts";
import type { Weights } from "../../learning/training-graph.ts";
import { headPrefix, initialHead } from "./initial-head.ts";

/** The weights of an encoder as parameters that are learnt on. */
export const encoderWeights =
  (encoder: PretrainedBert, weights: Weights): BertWeights =>
  (name, sizes) =>
    weights(name, checkedWeight(name, encoder.tensor(name), sizes).shape);

/** The first value of a parameter: of the encoder what was published. */
export const initialWeight = (
  encoder: PretrainedBert,
  name: string,
  shape: readonly number[],
  seed: number,
): Float32Array =>
  name.startsWith(headPrefix)
    ? initialHead(shape, seed)
    : (encoder.tensor(name).data as Float32Array);
