import type { DifferentiableGraph } from "../../learning/differentiable-graph.ts";
import { gelu } from "../../learning/operations/gelu.ts";
import { linear } from "../../learning/operations/linear.ts";
import type { Weights } from "../../learning/training-graph.ts";
import type { GraphValue } from "../../onnx/graph-builder.ts";

export interface PerceptronOptions {
  /** Columns of x. */
  readonly inputs: number;
  readonly classes: number;
  /** Begins the names of its parameters. */
  readonly prefix: string;
  readonly rateFactor: number;
}

/** Numbers of the inner layer. */
const inner = 128;

/** Logits of x [rows, inputs] by one inner layer: [rows, classes]. */
export function perceptron(
  graph: DifferentiableGraph,
  weights: Weights,
  x: GraphValue,
  { inputs, classes, prefix, rateFactor }: PerceptronOptions,
): GraphValue {
  const layer = (from: GraphValue, name: string, outputs: number, columns: number): GraphValue =>
    linear(
      graph,
      from,
      weights(`${prefix}${name}.weight`, [outputs, columns], rateFactor),
      weights(`${prefix}${name}.bias`, [outputs], rateFactor),
    );
  return layer(gelu(graph, layer(x, "inner", inner, inputs)), "outer", classes, inner);
}
