import type { DifferentiableGraph } from "../learning/differentiable-graph.ts";
import { add } from "../learning/operations/add.ts";
import { attention } from "../learning/operations/attention.ts";
import { gatherRows } from "../learning/operations/gather-rows.ts";
import { gelu } from "../learning/operations/gelu.ts";
import { layerNormalisation } from "../learning/operations/layer-normalisation.ts";
import { linear } from "../learning/operations/linear.ts";
import { reshape, transpose } from "../learning/operations/reshape.ts";
import type { GraphValue } from "../onnx/graph-builder.ts";
import { int64 } from "../onnx/tensor.ts";

/** What the weights' shapes do not say, and the size of a vector. */
export interface BertShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly layerNormEpsilon: number;
}

/**
 * The weight of a name in the published checkpoints, such as `embeddings.LayerNorm.bias`, as a value of the graph. A size
 * of -1 may be any.
 */
export type BertWeights = (name: string, sizes: readonly number[]) => GraphValue;

export interface BertInputs {
  /** int64 [texts, tokens] */
  readonly tokenIds: GraphValue;
  /** int64 [texts, tokens]: 0 in the first text of a pair, 1 in the second. Left out: 0 everywhere. */
  readonly segmentIds?: GraphValue;
  /** float32 [texts, 1, 1, tokens]: 0 at a token, far below 0 where a text is filled up. Left out: none is. */
  readonly attentionBias?: GraphValue;
}

/**
 * A BERT encoder (Devlin et al. 2019: post-layer normalisation, erf GELU): the states of all tokens,
 * float32 [texts, tokens, hidden].
 */
export function bertStates(
  graph: DifferentiableGraph,
  weight: BertWeights,
  { tokenIds, segmentIds, attentionBias }: BertInputs,
  shape: BertShape,
): GraphValue {
  const { hidden, heads, layerNormEpsilon } = shape;
  const constant = (values: readonly number[]): GraphValue => graph.builder.constant(int64(values));
  const inputShape = graph.node("Shape", [tokenIds]);
  const joined = (...parts: readonly GraphValue[]): GraphValue =>
    graph.node("Concat", parts, { axis: { int: 0 } });
  // All but attention and pooling sees one row per token: [texts × tokens, hidden].
  const rowShape = constant([-1, hidden]);
  const headShape = joined(inputShape, constant([heads, hidden / heads]));
  const everyToken = constant([-1]);
  const flat = (ids: GraphValue): GraphValue => graph.node("Reshape", [ids, everyToken]);

  function dense(x: GraphValue, name: string, sizes: readonly [number, number]): GraphValue {
    return linear(graph, x, weight(`${name}.weight`, sizes), weight(`${name}.bias`, [sizes[0]]));
  }

  function layerNorm(x: GraphValue, name: string): GraphValue {
    const [factor, bias] = [weight(`${name}.weight`, [hidden]), weight(`${name}.bias`, [hidden])];
    return layerNormalisation(graph, x, factor, bias, layerNormEpsilon);
  }

  function embeddings(): GraphValue {
    const rows = (kind: string, ids: GraphValue): GraphValue =>
      gatherRows(graph, weight(`embeddings.${kind}_embeddings.weight`, [-1, hidden]), flat(ids));
    const firstSegment = { value: { tensor: int64([0]) } };
    const segments = segmentIds ?? graph.node("ConstantOfShape", [inputShape], firstSegment);
    const [first, step] = [0, 1].map((value) => graph.builder.constant(int64([value], [])));
    const tokenCount = graph.node("Gather", [inputShape, step]);
    const places = graph.node("Range", [first, tokenCount, step]);
    const positions = graph.node("Expand", [places, inputShape]);
    const sum = add(graph, rows("word", tokenIds), rows("token_type", segments));
    return layerNorm(add(graph, sum, rows("position", positions)), "embeddings.LayerNorm");
  }

  function selfAttention(x: GraphValue, name: string): GraphValue {
    const byHead = (kind: string): GraphValue => {
      const rows = dense(x, `${name}.self.${kind}`, [hidden, hidden]);
      return transpose(graph, reshape(graph, rows, headShape), [0, 2, 1, 3]);
    };
    const [query, key, value] = [byHead("query"), byHead("key"), byHead("value")];
    const factor = 1 / Math.sqrt(hidden / heads);
    const mixed = attention(graph, { query, key, value, bias: attentionBias }, factor);
    const rows = reshape(graph, transpose(graph, mixed, [0, 2, 1, 3]), rowShape);
    const output = dense(rows, `${name}.output.dense`, [hidden, hidden]);
    return layerNorm(add(graph, output, x), `${name}.output.LayerNorm`);
  }

  function feedForward(x: GraphValue, name: string): GraphValue {
    const inner = gelu(graph, dense(x, `${name}.intermediate.dense`, [-1, hidden]));
    const output = dense(inner, `${name}.output.dense`, [hidden, -1]);
    return layerNorm(add(graph, output, x), `${name}.output.LayerNorm`);
  }

  let states = embeddings();
  for (let layer = 0; layer < shape.layers; layer += 1) {
    const name = `encoder.layer.${layer}`;
    states = feedForward(selfAttention(states, `${name}.attention`), name);
  }
  return reshape(graph, states, joined(inputShape, constant([hidden])));
}
