import type { GraphValue } from "../../onnx/graph-builder.ts";
import { float32 } from "../../onnx/tensor.ts";
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

/** The sum over all rows of [rows, columns]: [columns]. As a product with ones, which goes over them several times as fast as a sum. */
export function sumOfRows(graph: DifferentiableGraph, x: GraphValue): GraphValue {
  const rows = graph.node("Shape", [x], { start: { int: 0 }, end: { int: 1 } });
  const ones = graph.node("ConstantOfShape", [rows], { value: { tensor: float32([1], [1]) } });
  return graph.node("MatMul", [ones, x]);
}
