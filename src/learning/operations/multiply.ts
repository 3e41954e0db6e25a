import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** left × right, element by element, of equal shape. */
export function multiply(
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
): GraphValue {
  const product = graph.node("Mul", [left, right]);
  return graph.record([left, right], product, (gradient) => [
    graph.node("Mul", [gradient, right]),
    graph.node("Mul", [gradient, left]),
  ]);
}

/** x × factor, where `factor` is broadcast and no gradient flows to it: a number, a mask. */
export function scale(graph: DifferentiableGraph, x: GraphValue, factor: GraphValue): GraphValue {
  return graph.record([x], graph.node("Mul", [x, factor]), (gradient) => [
    graph.node("Mul", [gradient, factor]),
  ]);
}
