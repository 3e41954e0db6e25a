import type { DifferentiableGraph } from "../learning/differentiable-graph.ts";
import type { GraphValue } from "../onnx/graph-builder.ts";
import { float32, int64, type Tensor } from "../onnx/tensor.ts";
import type { BertInputs } from "./bert-states.ts";

/** A text, or several behind one another, as an encoder reads it. */
export interface TokenSequence {
  readonly ids: readonly number[];
  /** 0 in the first text, 1 in those behind it; as long as `ids`. */
  readonly segments: readonly number[];
}

/** What is added to the attention that is paid to a place where there is no token. */
const nowhere = -1e9;

/** The inputs of a graph that reads sequences of different lengths: those of `BertInputs`, and where the tokens are. */
export interface PaddedInputs extends BertInputs {
  /** float32 [texts, 1, tokens]: 1 / the text's length at a token, 0 where it is filled up. */
  readonly pooling: GraphValue;
}

/** Declares the inputs that `paddedBatch` of the same prefix fills. */
export function paddedInputs(graph: DifferentiableGraph, prefix: string): PaddedInputs {
  const { builder } = graph;
  const ids = (name: string): GraphValue =>
    builder.input(`${prefix}${name}`, "int64", ["examples", `${prefix}tokens`]);
  const floats = (name: string, ...ones: readonly number[]): GraphValue =>
    builder.input(`${prefix}${name}`, "float32", ["examples", ...ones, `${prefix}tokens`]);
  return {
    tokenIds: ids("token_ids"),
    segmentIds: ids("segment_ids"),
    attentionBias: floats("attention_bias", 1, 1),
    pooling: floats("pooling", 1),
  };
}

/** Sequences as tensors, filled up to the longest. */
export function paddedBatch(
  prefix: string,
  sequences: readonly TokenSequence[],
): Readonly<Record<string, Tensor>> {
  const rows = sequences.length;
  const tokens = Math.max(...sequences.map(({ ids }) => ids.length));
  const filled = (values: readonly number[], filler: number): readonly number[] => [
    ...values,
    ...new Array<number>(tokens - values.length).fill(filler),
  ];
  const each = (values: (sequence: TokenSequence) => readonly number[]): readonly number[] =>
    sequences.flatMap(values);
  return {
    [`${prefix}token_ids`]: int64(
      each(({ ids }) => filled(ids, 0)),
      [rows, tokens],
    ),
    [`${prefix}segment_ids`]: int64(
      each(({ segments }) => filled(segments, 0)),
      [rows, tokens],
    ),
    [`${prefix}attention_bias`]: float32(
      each(({ ids }) =>
        filled(
          ids.map(() => 0),
          nowhere,
        ),
      ),
      [rows, 1, 1, tokens],
    ),
    [`${prefix}pooling`]: float32(
      each(({ ids }) =>
        filled(
          ids.map(() => 1 / ids.length),
          0,
        ),
      ),
      [rows, 1, tokens],
    ),
  };
}
