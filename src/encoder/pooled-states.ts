import type { DifferentiableGraph } from "../learning/differentiable-graph.ts";
import { matrixProduct } from "../learning/operations/matrix-product.ts";
import { reshape } from "../learning/operations/reshape.ts";
import type { GraphValue } from "../onnx/graph-builder.ts";
import { int64 } from "../onnx/tensor.ts";
import { type BertShape, type BertWeights, bertStates } from "./bert-states.ts";
import type { PaddedInputs } from "./padded-batch.ts";

/** The mean of the states of a text's tokens: float32 [texts, hidden]. */
export function pooledStates(
  graph: DifferentiableGraph,
  weight: BertWeights,
  inputs: PaddedInputs,
  shape: BertShape,
): GraphValue {
  const states = bertStates(graph, weight, inputs, shape);
  const mean = matrixProduct(graph, inputs.pooling, states);
  return reshape(graph, mean, graph.builder.constant(int64([-1, shape.hidden])));
}
