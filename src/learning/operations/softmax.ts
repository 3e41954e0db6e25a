import type { GraphValue } from "../../onnx/graph-builder.ts";
import { int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** exp x over its sum, along the last axis. */
export function softmax(graph: DifferentiableGraph, x: GraphValue): GraphValue {
  const share = graph.node("Softmax", [x], { axis: { int: -1 } });
  return graph.record([x], share, (gradient) => {
    const weighted = graph.node("Mul", [gradient, share]);
    const total = graph.node("ReduceSum", [weighted, graph.builder.constant(int64([-1]))]);
    return [graph.node("Sub", [weighted, graph.node("Mul", [share, total])])];
  });
}
