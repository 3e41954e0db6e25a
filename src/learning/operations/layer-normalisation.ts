import type { GraphValue } from "../../onnx/graph-builder.ts";
import { int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";
import { sumOfRows } from "./linear.ts";

/**
 * Each row of x [rows, columns] brought to mean 0 and deviation 1, times `scale` plus `bias` [columns] (Ba, Kiros and
 * Hinton 2016).
 */
export function layerNormalisation(
  graph: DifferentiableGraph,
  x: GraphValue,
  scale: GraphValue,
  bias: GraphValue,
  epsilon: number,
): GraphValue {
  const { output, mean, inverseDeviation } = graph.builder.nodeWithOutputs(
    "LayerNormalization",
    [x, scale, bias],
    ["output", "mean", "inverseDeviation"],
    { axis: { int: -1 }, epsilon: { float: epsilon } },
  );
  return graph.record([x, scale, bias], output, (gradient) => {
    const lastAxis = graph.builder.constant(int64([-1]));
    const meanOf = (value: GraphValue): GraphValue => graph.node("ReduceMean", [value, lastAxis]);
    const normal = graph.node("Mul", [graph.node("Sub", [x, mean]), inverseDeviation]);
    const scaled = graph.node("Mul", [gradient, scale]);
    const along = graph.node("Mul", [normal, meanOf(graph.node("Mul", [scaled, normal]))]);
    const centred = graph.node("Sub", [graph.node("Sub", [scaled, meanOf(scaled)]), along]);
    return [
      graph.node("Mul", [centred, inverseDeviation]),
      sumOfRows(graph, graph.node("Mul", [gradient, normal])),
      sumOfRows(graph, gradient),
    ];
  });
}
