import type { DifferentiableGraph } from "../../learning/differentiable-graph.ts";
import { absoluteDifference } from "../../learning/operations/absolute-difference.ts";
import { concatenate } from "../../learning/operations/concatenate.ts";
import { multiply } from "../../learning/operations/multiply.ts";
import type { GraphValue } from "../../onnx/graph-builder.ts";

/** How many numbers `pairFeatures` makes of two vectors of a size. */
export const pairColumns = (size: number): number => 4 * size;

/** Two vectors beside their distance and their product, number by number: [rows, 4 × size] (Conneau et al. 2017). */
export const pairFeatures = (
  graph: DifferentiableGraph,
  left: GraphValue,
  right: GraphValue,
  size: number,
): GraphValue =>
  concatenate(
    graph,
    [left, right, absoluteDifference(graph, left, right), multiply(graph, left, right)],
    [size, size, size, size],
  );
