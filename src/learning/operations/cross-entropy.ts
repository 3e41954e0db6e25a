import type { GraphValue } from "../../onnx/graph-builder.ts";
import { int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/**
 * The weighted sum over rows of −Σ target · log softmax(logits): logits and targets [rows, classes], targets that sum
 * to 1 in each row, weights [rows, 1]. No gradient flows to targets and weights.
 */
export function crossEntropy(
  graph: DifferentiableGraph,
  logits: GraphValue,
  targets: GraphValue,
  weights: GraphValue,
): GraphValue {
  const wanted = graph.node("Mul", [targets, weights]);
  const logShare = graph.node("LogSoftmax", [logits], { axis: { int: -1 } });
  const allAxes = graph.builder.constant(int64([0, 1]));
  const total = graph.node("ReduceSum", [graph.node("Mul", [wanted, logShare]), allAxes], {
    keepdims: { int: 0 },
  });
  return graph.record([logits], graph.node("Neg", [total]), (gradient) => {
    const share = graph.node("Mul", [graph.node("Exp", [logShare]), weights]);
    return [graph.node("Mul", [graph.node("Sub", [share, wanted]), gradient])];
  });
}
