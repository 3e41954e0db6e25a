import type { Safetensors } from "../onnx/safetensors.ts";
import { float32, type Tensor } from "../onnx/tensor.ts";
import type { BertShape } from "./bert-states.ts";

/** The name of the table of words in the published checkpoints. */
export const wordTableName = "embeddings.word_embeddings.weight";

/** A published encoder as the beginning of learning. */
export interface PretrainedBert {
  readonly shape: BertShape;
  /** A weight by its name; of the words, those that are known, one behind the other. */
  tensor(name: string): Tensor;
  /** Where a token lies among the known ones. */
  placeOf(token: number): number;
  /** The whole table of words again, with what was learnt of the known ones. */
  wordTable(learnt: Float32Array): Tensor;
}

/**
 * Takes of a checkpoint what a piece of learning needs. Words that occur nowhere in it have no gradient and stay as they
 * are, so their rows need not go through every step: of MiniLM's 22.7 M numbers that is often a third.
 *
 * @param tokens all that occur in what is learnt from and in what is judged
 */
export function pretrainedBert(
  file: Safetensors,
  shape: BertShape,
  tokens: Iterable<number>,
): PretrainedBert {
  const known = [...new Set(tokens)].toSorted((a, b) => a - b);
  const places = new Map(known.map((token, place) => [token, place]));
  const { hidden } = shape;
  const whole = file.tensor(wordTableName);
  const rowOf = (token: number): Float32Array =>
    whole.data.subarray(token * hidden, (token + 1) * hidden) as Float32Array;
  const words = new Float32Array(known.length * hidden);
  for (const [place, token] of known.entries()) words.set(rowOf(token), place * hidden);
  return {
    shape,
    tensor: (name) =>
      name === wordTableName ? float32(words, [known.length, hidden]) : file.tensor(name),
    placeOf(token) {
      const place = places.get(token);
      if (place === undefined) throw new RangeError(`token ${token} is not among the known ones`);
      return place;
    },
    wordTable(learnt) {
      const table = whole.data.slice() as Float32Array<ArrayBuffer>;
      for (const [place, token] of known.entries()) {
        table.set(learnt.subarray(place * hidden, (place + 1) * hidden), token * hidden);
      }
      return float32(table, whole.shape);
    },
  };
}
