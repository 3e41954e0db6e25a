import { DifferentiableGraph } from "../learning/differentiable-graph.ts";
import { float32, int64, type Tensor } from "../onnx/tensor.ts";
import { type BertShape, bertStates } from "./bert-states.ts";
import { fixedWeights } from "./fixed-weights.ts";

/**
 * Emits a BERT encoder with mean pooling and L2 normalisation (Reimers and Gurevych 2019) as an ONNX file. `weights`
 * gives a tensor by its name in the published checkpoints.
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
  const graph = new DifferentiableGraph("bert");
  const tokenIds = graph.builder.input("token_ids", "int64", ["texts", "tokens"]);
  const states = bertStates(graph, fixedWeights(graph, weights), { tokenIds }, shape);
  // The sum over tokens: its direction is the mean's. As a product with ones, because ReduceMean
  // takes another way, with other last digits, for one text than for several.
  const one = graph.builder.constant(int64([1]));
  const tokenCount = graph.node("Slice", [
    ...[graph.node("Shape", [tokenIds]), one, graph.builder.constant(int64([2]))],
  ]);
  const onesShape = graph.node("Concat", [one, tokenCount], { axis: { int: 0 } });
  const ones = graph.node("Expand", [graph.builder.constant(float32([1], [1, 1])), onesShape]);
  const pooled = graph.node("Squeeze", [graph.node("MatMul", [ones, states]), one]);
  const unitLength = { axis: { int: -1 }, p: { int: 2 } };
  const vectors = graph.node("LpNormalization", [pooled], unitLength);
  graph.builder.output("vectors", vectors, "float32", ["texts", shape.hidden]);
  return graph.builder.toBytes();
}
