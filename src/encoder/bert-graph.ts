import { GraphBuilder, type GraphValue } from "../onnx/graph-builder.ts";
import { float32, int64, type Tensor } from "../onnx/tensor.ts";
import { modelFileBroken } from "./model-file-broken.ts";

/** What the weights' shapes do not say, and the size of a vector. */
export interface BertShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly layerNormEpsilon: number;
}

/**
 * Emits a BERT encoder (Devlin et al. 2019: post-layer normalisation, erf GELU) with mean pooling and
 * L2 normalisation (Reimers and Gurevych 2019) as an ONNX file. `weights` gives a tensor by its name
 * in the published checkpoints, such as `embeddings.LayerNorm.bias`.
 *
 * Input `token_ids`: int64 [texts, tokens]. All texts of a run have the same number of tokens, so
 * nothing is padded, no mask is needed, and a text's vector cannot depend on its neighbours' length.
 * Output `vectors`: float32 [texts, hidden].
 *
 * @throws CosmoError `MODEL_FILE_BROKEN` when a weight has not the shape that it must have.
 */
export function bertGraph(
  weights: (name: string) => Tensor,
  shape: BertShape,
): Uint8Array<ArrayBuffer> {
  const { hidden, heads } = shape;
  const graph = new GraphBuilder("bert", { "": 20 });
  const tokenIds = graph.input("token_ids", "int64", ["texts", "tokens"]);
  const zero = graph.constant(int64([0]));
  const one = graph.constant(int64([1]));
  const inputShape = graph.node("Shape", [tokenIds]);
  const tokenCount = graph.node("Slice", [inputShape, one, graph.constant(int64([2]))]);
  const joined = (...parts: readonly GraphValue[]): GraphValue =>
    graph.node("Concat", parts, { axis: { int: 0 } });
  // All but attention and pooling sees one row per token: [texts × tokens, hidden].
  const rowShape = graph.constant(int64([-1, hidden]));
  const textShape = joined(inputShape, graph.constant(int64([hidden])));
  const headShape = joined(inputShape, graph.constant(int64([heads, hidden / heads])));
  const attentionScale = graph.constant(float32([1 / Math.sqrt(hidden / heads)], []));

  /** A size of -1 may be any. */
  function weight(name: string, sizes: readonly number[]): GraphValue {
    const tensor = weights(name);
    const fits =
      tensor.type === "float32" &&
      tensor.shape.length === sizes.length &&
      sizes.every((size, axis) => size === -1 || size === tensor.shape[axis]);
    if (!fits) {
      const [is, wanted] = [tensor.shape.join(" × "), sizes.join(" × ")];
      throw modelFileBroken(`tensor ${name} is ${tensor.type} ${is}, not float32 ${wanted}`);
    }
    return graph.initializer(name, tensor);
  }

  const add = (left: GraphValue, right: GraphValue): GraphValue => graph.node("Add", [left, right]);
  const reshape = (x: GraphValue, to: GraphValue): GraphValue => graph.node("Reshape", [x, to]);
  const transpose = (x: GraphValue, order: readonly number[]): GraphValue =>
    graph.node("Transpose", [x], { perm: { ints: order } });

  function linear(x: GraphValue, name: string, sizes: readonly [number, number]): GraphValue {
    const inputs = [x, weight(`${name}.weight`, sizes), weight(`${name}.bias`, [sizes[0]])];
    return graph.node("Gemm", inputs, { transB: { int: 1 } });
  }

  function layerNorm(x: GraphValue, name: string): GraphValue {
    const inputs = [x, weight(`${name}.weight`, [hidden]), weight(`${name}.bias`, [hidden])];
    return graph.node("LayerNormalization", inputs, {
      axis: { int: -1 },
      epsilon: { float: shape.layerNormEpsilon },
    });
  }

  function embeddings(): GraphValue {
    const table = (kind: string): GraphValue =>
      weight(`embeddings.${kind}_embeddings.weight`, [-1, hidden]);
    const words = graph.node("Gather", [table("word"), tokenIds]);
    const firstSegment = graph.node("Gather", [table("token_type"), zero]);
    const positions = graph.node("Slice", [table("position"), zero, tokenCount]);
    const sum = add(add(words, firstSegment), positions);
    return layerNorm(reshape(sum, rowShape), "embeddings.LayerNorm");
  }

  function attention(x: GraphValue, name: string): GraphValue {
    const byHead = (kind: string, order: readonly number[]): GraphValue =>
      transpose(reshape(linear(x, `${name}.self.${kind}`, [hidden, hidden]), headShape), order);
    const query = byHead("query", [0, 2, 1, 3]);
    const key = byHead("key", [0, 2, 3, 1]);
    const value = byHead("value", [0, 2, 1, 3]);
    const scores = graph.node("Mul", [graph.node("MatMul", [query, key]), attentionScale]);
    const share = graph.node("Softmax", [scores], { axis: { int: -1 } });
    const mixed = transpose(graph.node("MatMul", [share, value]), [0, 2, 1, 3]);
    const output = linear(reshape(mixed, rowShape), `${name}.output.dense`, [hidden, hidden]);
    return layerNorm(add(output, x), `${name}.output.LayerNorm`);
  }

  function feedForward(x: GraphValue, name: string): GraphValue {
    const intermediate = weights(`${name}.intermediate.dense.bias`).shape[0] ?? 0;
    const inner = linear(x, `${name}.intermediate.dense`, [intermediate, hidden]);
    const output = linear(graph.node("Gelu", [inner]), `${name}.output.dense`, [
      hidden,
      intermediate,
    ]);
    return layerNorm(add(output, x), `${name}.output.LayerNorm`);
  }

  /**
   * The sum over tokens: its direction is the mean's. As a product with ones, because ReduceMean
   * takes another way, with other last digits, for one text than for several.
   */
  function pooled(x: GraphValue): GraphValue {
    const ones = graph.node("Expand", [
      graph.constant(float32([1], [1, 1])),
      joined(one, tokenCount),
    ]);
    return graph.node("Squeeze", [graph.node("MatMul", [ones, reshape(x, textShape)]), one]);
  }

  let states = embeddings();
  for (let layer = 0; layer < shape.layers; layer += 1) {
    const name = `encoder.layer.${layer}`;
    states = feedForward(attention(states, `${name}.attention`), name);
  }
  const unitLength = { axis: { int: -1 }, p: { int: 2 } };
  const vectors = graph.node("LpNormalization", [pooled(states)], unitLength);
  graph.output("vectors", vectors, "float32", ["texts", hidden]);
  return graph.toBytes();
}
