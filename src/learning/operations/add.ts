import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** left + right, of equal shape. */
export function add(graph: DifferentiableGraph, left: GraphValue, right: GraphValue): GraphValue {
  const sum = graph.node("Add", [left, right]);
  return graph.record([left, right], sum, (gradient) => [gradient, gradient]);
}
