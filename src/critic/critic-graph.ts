import { GraphBuilder, type GraphValue } from "../onnx/graph-builder.ts";
import { float32, int64 } from "../onnx/tensor.ts";
import type { CriticModel } from "./critic-model.ts";

/**
 * The critic as an ONNX file. Inputs, all float32 with a row for each claim: `tail`, `first` and
 * `second` [rows, dimensions], unit vectors; `features` [rows, features], NaN where not known;
 * `relation` [rows, relations], a 1 in the column of the claim's own. Outputs [rows]: `plausibility`,
 * `typicality`, `uncertainty`.
 */
export function criticGraph(model: CriticModel): Uint8Array<ArrayBuffer> {
  const { columns, scaling, questions, folds } = model;
  const { dimensions, features, relations } = columns;
  const graph = new GraphBuilder("critic", { "": 20 });
  const input = (name: string, size: number): GraphValue =>
    graph.input(name, "float32", ["rows", size]);
  const tail = input("tail", dimensions);
  const row = graph.node(
    "Concat",
    [
      input("features", features.length),
      ...(relations.length > 0 ? [input("relation", relations.length)] : []),
      tail,
      graph.node("Mul", [tail, input("first", dimensions)]),
      graph.node("Mul", [tail, input("second", dimensions)]),
    ],
    { axis: { int: 1 } },
  );
  const vector = (values: Float64Array): GraphValue =>
    graph.constant(float32(Float32Array.from(values), [1, values.length]));
  const centred = graph.node("Sub", [row, vector(scaling.means)]);
  const stretched = graph.node("Mul", [centred, vector(scaling.inverseDeviations)]);
  const zero = graph.constant(float32([0], []));
  const scaled = graph.node("Where", [graph.node("IsNaN", [row]), zero, stretched]);

  const { plausible, typical } = questions;
  const heads = [
    { ...plausible.model, ...plausible.calibration },
    { ...typical.model, ...typical.calibration },
    ...folds.map((fold) => ({ ...fold, ...plausible.calibration })),
  ];
  const size = scaling.means.length;
  const weights = new Float32Array(size * heads.length);
  for (const [place, head] of heads.entries()) {
    for (let at = 0; at < size; at++) {
      weights[at * heads.length + place] = head.slope * (head.weights[at] ?? 0);
    }
  }
  const biases = heads.map(({ bias, slope, shift }) => slope * bias + shift);
  const logits = graph.node("Add", [
    graph.node("MatMul", [scaled, graph.constant(float32(weights, [size, heads.length]))]),
    graph.constant(float32(biases, [1, heads.length])),
  ]);
  const probabilities = graph.node("Sigmoid", [logits]);
  const column = (place: number): GraphValue =>
    graph.node("Gather", [probabilities, graph.constant(int64([place], []))], { axis: { int: 1 } });
  graph.output("plausibility", column(0), "float32", ["rows"]);
  graph.output("typicality", column(1), "float32", ["rows"]);
  const ofFolds = graph.node("Slice", [
    probabilities,
    ...[[2], [heads.length], [1]].map((values) => graph.constant(int64(values))),
  ]);
  const overFolds = graph.constant(int64([1]));
  const mean = graph.node("ReduceMean", [ofFolds, overFolds], { keepdims: { int: 1 } });
  const distance = graph.node("Sub", [ofFolds, mean]);
  const squares = graph.node("Mul", [distance, distance]);
  const variance = graph.node("ReduceMean", [squares, overFolds], { keepdims: { int: 0 } });
  graph.output("uncertainty", graph.node("Sqrt", [variance]), "float32", ["rows"]);
  return graph.toBytes();
}
