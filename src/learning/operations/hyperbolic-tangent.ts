import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** tanh x, element by element. */
export function hyperbolicTangent(graph: DifferentiableGraph, x: GraphValue): GraphValue {
  const output = graph.node("Tanh", [x]);
  return graph.record([x], output, (gradient) => {
    const square = graph.node("Mul", [output, output]);
    return [graph.node("Sub", [gradient, graph.node("Mul", [gradient, square])])];
  });
}
