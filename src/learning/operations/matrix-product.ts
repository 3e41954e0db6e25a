import type { GraphValue } from "../../onnx/graph-builder.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

export interface MatrixProductOptions {
  /** Of the product; 1 unless given. */
  readonly factor?: number;
  /** Right is taken as its transpose. */
  readonly transposeRight?: boolean;
}

/** left [.., rows, inner] times right [.., inner, columns], matrix by matrix; both have the same matrices before. */
export function matrixProduct(
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
  { factor = 1, transposeRight = false }: MatrixProductOptions = {},
): GraphValue {
  const product = (
    one: GraphValue,
    other: GraphValue,
    transA: boolean,
    transB: boolean,
  ): GraphValue =>
    graph.node("com.microsoft.FusedMatMul", [one, other], {
      alpha: { float: factor },
      transA: { int: Number(transA) },
      transB: { int: Number(transB) },
    });
  const output = product(left, right, false, transposeRight);
  return graph.record([left, right], output, (gradient) => [
    product(gradient, right, false, !transposeRight),
    transposeRight ? product(gradient, left, true, false) : product(left, gradient, true, false),
  ]);
}
