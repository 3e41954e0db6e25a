import type { GraphValue } from "../../onnx/graph-builder.ts";
import { int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";
import { productOf } from "./matrix-product.ts";

export interface AttentionInputs {
  /** [.., tokens, size]; key and value have a row for each token that is attended to. */
  readonly query: GraphValue;
  readonly key: GraphValue;
  readonly value: GraphValue;
  /** Broadcast to [.., tokens, tokens attended to]: far below 0 at one that is not to be. No gradient flows to it. */
  readonly bias?: GraphValue | undefined;
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017, section 3.2.1): softmax(factor · query · keyᵀ + bias) · value,
 * [.., tokens, size].
 *
 * What the softmax's gradient takes from each row, the sum of weights times their gradient over the tokens attended to, is the
 * sum of output times its gradient over `size` (Dao et al. 2022, FlashAttention, on its backward pass): of four passes,
 * element by element, over all pairs of tokens two are left.
 */
export function attention(
  graph: DifferentiableGraph,
  { query, key, value, bias }: AttentionInputs,
  factor: number,
): GraphValue {
  const scores = productOf(graph, query, key, { factor, transposeRight: true });
  const biased = bias === undefined ? scores : graph.node("Add", [scores, bias]);
  const weights = graph.node("Softmax", [biased], { axis: { int: -1 } });
  const output = productOf(graph, weights, value);
  return graph.record([query, key, value], output, (gradient) => {
    const ofWeights = productOf(graph, gradient, value, { transposeRight: true });
    const lastAxis = graph.builder.constant(int64([-1]));
    const mean = graph.node("ReduceSum", [graph.node("Mul", [gradient, output]), lastAxis]);
    const ofScores = graph.node("Mul", [weights, graph.node("Sub", [ofWeights, mean])]);
    return [
      productOf(graph, ofScores, key, { factor }),
      productOf(graph, ofScores, query, { factor, transposeLeft: true }),
      productOf(graph, weights, gradient, { transposeLeft: true }),
    ];
  });
}
