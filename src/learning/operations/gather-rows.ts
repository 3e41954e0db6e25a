import type { GraphValue } from "../../onnx/graph-builder.ts";
import { float32, int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** Rows of a table [entries, columns], one for each of `indices` (int64 [rows]): [rows, columns]. */
export function gatherRows(
  graph: DifferentiableGraph,
  table: GraphValue,
  indices: GraphValue,
): GraphValue {
  return graph.record([table], graph.node("Gather", [table, indices]), (gradient) => {
    const zeros = graph.node("ConstantOfShape", [graph.node("Shape", [table])], {
      value: { tensor: float32([0], [1]) },
    });
    // One index for each element; ScatterND, which takes one for each row, adds up rows that repeat in any order.
    const each = graph.node("Expand", [
      graph.node("Unsqueeze", [indices, graph.builder.constant(int64([1]))]),
      graph.node("Shape", [gradient]),
    ]);
    const attributes = { axis: { int: 0 }, reduction: { text: "add" } };
    return [graph.node("ScatterElements", [zeros, each, gradient], attributes)];
  });
}
