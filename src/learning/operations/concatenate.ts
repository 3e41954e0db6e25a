import type { GraphValue } from "../../onnx/graph-builder.ts";
import { int64 } from "../../onnx/tensor.ts";
import type { DifferentiableGraph } from "../differentiable-graph.ts";

/** Values [rows, columns each] beside one another. `columns` says how many each has. */
export function concatenate(
  graph: DifferentiableGraph,
  values: readonly GraphValue[],
  columns: readonly number[],
): GraphValue {
  const output = graph.node("Concat", values, { axis: { int: -1 } });
  return graph.record(values, output, (gradient) => {
    const names = values.map((_, place) => String(place));
    const sizes = graph.builder.constant(int64(columns));
    const parts = graph.builder.nodeWithOutputs("Split", [gradient, sizes], names, {
      axis: { int: -1 },
    });
    return names.map((name) => parts[name]);
  });
}
