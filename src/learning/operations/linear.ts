import type { GraphValue } from "../../onnx/graph-builder.ts";
import { int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** x · weightᵀ + bias: x [rows, inputs], weight [outputs, inputs], bias [outputs]. */
export function linear(
  graph: DifferentiableGraph,
  x: GraphValue,
  weight: GraphValue,
  bias: GraphValue,
): GraphValue {
  const output = graph.node("Gemm", [x, weight, bias], { transB: { int: 1 } });
  return graph.record([x, weight, bias], output, (gradient) => [
    graph.node("Gemm", [gradient, weight]),
    graph.node("Gemm", [gradient, x], { transA: { int: 1 } }),
    sumOfRows(graph, gradient),
  ]);
}

/** The sum over all rows of [rows, columns]: [columns]. */
export const sumOfRows = (graph: DifferentiableGraph, x: GraphValue): GraphValue =>
  graph.node("ReduceSum", [x, graph.builder.constant(int64([0]))], { keepdims: { int: 0 } });
