import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** x · Φ(x) with the normal distribution's Φ (Hendrycks and Gimpel 2016). */
export function gelu(graph: DifferentiableGraph, x: GraphValue): GraphValue {
  return graph.record([x], graph.node("Gelu", [x]), (gradient) => {
    // The slope is Φ(x) + x · φ(x). With h = x / √2: Φ = (1 + erf h) / 2 and x · φ(x) = h / √π / exp(h²), 0 where that is beyond all numbers.
    const half = graph.node("Mul", [x, graph.scalar(Math.SQRT1_2)]);
    const errorFunction = graph.node("Erf", [half]);
    const below = { alpha: { float: 0.5 }, beta: { float: 0.5 } };
    const share = graph.node("HardSigmoid", [errorFunction], below);
    const density = graph.node("Div", [
      graph.node("Mul", [half, graph.scalar(1 / Math.sqrt(Math.PI))]),
      graph.node("Exp", [graph.node("Mul", [half, half])]),
    ]);
    return [graph.node("Mul", [gradient, graph.node("Add", [share, density])])];
  });
}
