import type { GraphValue } from "../../onnx/graph-builder.ts";
import { int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";
import { productOf } from "./matrix-product.ts";

export interface AttentionInputs {
  /** [.., tokens, size]; key and value have one row for each token that is looked at. */
  readonly query: GraphValue;
  readonly key: GraphValue;
  readonly value: GraphValue;
  /** Broadcast to [.., tokens, tokens]: far below 0 where a token is not to be looked at. No gradient flows to it. */
  readonly bias?: GraphValue;
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017): softmax(factor · query · keyᵀ + bias) · value, [.., tokens, size].
 *
 * What the softmax's gradient takes from each row, the sum over all tokens of share × slope, is the sum over `size` of
 * output × gradient (Dao et al. 2022), which is shorter: two of four passes over the largest arrays are saved.
 */
export function attention(
  graph: DifferentiableGraph,
  { query, key, value, bias }: AttentionInputs,
  factor: number,
): GraphValue {
  const scores = productOf(graph, query, key, { factor, transposeRight: true });
  const biased = bias === undefined ? scores : graph.node("Add", [scores, bias]);
  const share = graph.node("Softmax", [biased], { axis: { int: -1 } });
  const output = productOf(graph, share, value);
  return graph.record([query, key, value], output, (gradient) => {
    const along = graph.node("Mul", [gradient, output]);
    const total = graph.node("ReduceSum", [along, graph.builder.constant(int64([-1]))]);
    const towards = productOf(graph, gradient, value, { transposeRight: true });
    const slope = graph.node("Mul", [share, graph.node("Sub", [towards, total])]);
    return [
      productOf(graph, slope, key, { factor }),
      productOf(graph, slope, query, { factor, transposeLeft: true }),
      productOf(graph, share, gradient, { transposeLeft: true }),
    ];
  });
}
