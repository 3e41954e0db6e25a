import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** x with another shape, an int64 vector, of as many elements. */
export function reshape(graph: DifferentiableGraph, x: GraphValue, shape: GraphValue): GraphValue {
  return graph.record([x], graph.node("Reshape", [x, shape]), (gradient) => [
    graph.node("Reshape", [gradient, graph.node("Shape", [x])]),
  ]);
}

/** x with its axes in another order. */
export function transpose(
  graph: DifferentiableGraph,
  x: GraphValue,
  order: readonly number[],
): GraphValue {
  const inverse = order.map((_, axis) => order.indexOf(axis));
  const turned = (value: GraphValue, axes: readonly number[]): GraphValue =>
    graph.node("Transpose", [value], { perm: { ints: axes } });
  return graph.record([x], turned(x, order), (gradient) => [turned(gradient, inverse)]);
}
