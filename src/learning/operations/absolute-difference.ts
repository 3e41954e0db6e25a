import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** |left − right|, of equal shape; the slope at 0 is taken as 0. */
export function absoluteDifference(
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
): GraphValue {
  const difference = graph.node("Sub", [left, right]);
  return graph.record([left, right], graph.node("Abs", [difference]), (gradient) => {
    const toLeft = graph.node("Mul", [gradient, graph.node("Sign", [difference])]);
    return [toLeft, graph.node("Neg", [toLeft])];
  });
}
