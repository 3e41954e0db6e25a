import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** left [.., rows, inner] times right [.., inner, columns], matrix by matrix; both have the same matrices before. */
export function matrixProduct(
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
): GraphValue {
  return graph.record([left, right], productOf(graph, left, right), (gradient) => [
    productOf(graph, gradient, right, { transposeRight: true }),
    productOf(graph, left, gradient, { transposeLeft: true }),
  ]);
}

export interface ProductOptions {
  /** Of the product; 1 unless given. */
  readonly factor?: number;
  /** Left, or right, is taken as its transpose. */
  readonly transposeLeft?: boolean;
  readonly transposeRight?: boolean;
}

/** The node alone: an operation that is made of it records its gradient itself. */
export const productOf = (
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
  { factor = 1, transposeLeft = false, transposeRight = false }: ProductOptions = {},
): GraphValue =>
  graph.node("com.microsoft.FusedMatMul", [left, right], {
    alpha: { float: factor },
    transA: { int: Number(transposeLeft) },
    transB: { int: Number(transposeRight) },
  });
