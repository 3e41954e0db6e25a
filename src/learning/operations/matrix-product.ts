import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

export interface MatrixProductOptions {
  /** Of the product; 1 unless given. */
  readonly factor?: number;
  /** Left, or right, is taken as its transpose. */
  readonly transposeLeft?: boolean;
  readonly transposeRight?: boolean;
}

/** left [.., rows, inner] times right [.., inner, columns], matrix by matrix; both have the same matrices before. */
export function matrixProduct(
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
  { factor = 1, transposeRight = false }: Omit<MatrixProductOptions, "transposeLeft"> = {},
): GraphValue {
  const output = productOf(graph, left, right, { factor, transposeRight });
  return graph.record([left, right], output, (gradient) => [
    productOf(graph, gradient, right, { factor, transposeRight: !transposeRight }),
    transposeRight
      ? productOf(graph, gradient, left, { factor, transposeLeft: true })
      : productOf(graph, left, gradient, { factor, transposeLeft: true }),
  ]);
}

/** The same, where no gradient flows. */
export const productOf = (
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
  { factor = 1, transposeLeft = false, transposeRight = false }: MatrixProductOptions = {},
): GraphValue =>
  graph.node("com.microsoft.FusedMatMul", [left, right], {
    alpha: { float: factor },
    transA: { int: Number(transposeLeft) },
    transB: { int: Number(transposeRight) },
  });
