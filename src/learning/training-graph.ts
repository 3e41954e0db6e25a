import type { GraphValue } from "../onnx/graph-builder.ts";
import { DifferentiableGraph } from "./differentiable-graph.ts";
import type { Parameter } from "./parameter-set.ts";

/** Gives a parameter of the graph by its name; the same value where it is asked for again. */
export type Weights = (
  name: string,
  shape: readonly number[],
  /** Of the learning rate; 1 unless given. */
  rateFactor?: number,
) => GraphValue;

/** An ONNX file in which the parameters are inputs, so that one file serves all steps. */
export interface ParameterGraph {
  readonly model: Uint8Array<ArrayBuffer>;
  /** In the order in which they were asked for. */
  readonly parameters: readonly Parameter[];
}

/** Of the output that holds the gradient of a parameter. */
export const gradientName = (parameter: string): string => `gradient of ${parameter}`;

/**
 * A graph whose outputs are `loss` and the gradient of it by each parameter.
 *
 * @param build makes the loss, a scalar, of parameters and of inputs of its own
 */
export function trainingGraph(
  name: string,
  build: (graph: DifferentiableGraph, weights: Weights) => GraphValue,
): ParameterGraph {
  const graph = new DifferentiableGraph(name);
  const { weights, parameters, values } = parameterInputs(graph);
  const loss = build(graph, weights);
  graph.builder.output("loss", loss, "float32", []);
  for (const [at, gradient] of graph.gradients(loss, values).entries()) {
    const { name: parameter = "", shape = [] } = parameters[at] ?? {};
    graph.builder.output(gradientName(parameter), gradient, "float32", shape);
  }
  return { model: graph.builder.toBytes(), parameters };
}

/** A graph with one output, forward only. */
export function forwardGraph(
  name: string,
  output: string,
  shape: readonly (number | string)[],
  build: (graph: DifferentiableGraph, weights: Weights) => GraphValue,
): ParameterGraph {
  const graph = new DifferentiableGraph(name);
  const { weights, parameters } = parameterInputs(graph);
  graph.builder.output(output, build(graph, weights), "float32", shape);
  return { model: graph.builder.toBytes(), parameters };
}

function parameterInputs(graph: DifferentiableGraph): {
  readonly weights: Weights;
  readonly parameters: readonly Parameter[];
  readonly values: readonly GraphValue[];
} {
  const parameters: Parameter[] = [];
  const values: GraphValue[] = [];
  const weights: Weights = (name, shape, rateFactor = 1) => {
    const known = values.find((value) => value.name === name);
    if (known !== undefined) return known;
    const value = graph.builder.input(name, "float32", shape);
    parameters.push({ name, shape, rateFactor });
    values.push(value);
    return value;
  };
  return { weights, parameters, values };
}
