import { fixedWeights } from "../../encoder/fixed-weights.ts";
import { pooledStates } from "../../encoder/pooled-states.ts";
import { type PretrainedBert, wordTableName } from "../../encoder/pretrained-bert.ts";
import { DifferentiableGraph } from "../../learning/differentiable-graph.ts";
import { linear } from "../../learning/operations/linear.ts";
import type { ParameterSet } from "../../learning/parameter-set.ts";
import type { GraphValue } from "../../onnx/graph-builder.ts";
import { float32, int64, type Tensor } from "../../onnx/tensor.ts";
import { headPrefix } from "../models/initial-head.ts";

export interface RerankerGraphOptions {
  /** Of a cross-encoder, as they were learnt. */
  readonly parameters: ParameterSet;
  /** That it was learnt from. */
  readonly encoder: PretrainedBert;
  /** Logits are divided by it. */
  readonly temperature: number;
  /** What each class is worth. */
  readonly gains: readonly number[];
}

/** Far below every score of attention. */
const nowhere = 1e9;
/** ONNX's number of float32. */
const toFloat32 = { to: { int: 1 } } as const;

/**
 * A learnt cross-encoder as an ONNX file of its own, with the whole vocabulary.
 *
 * Inputs, int64 [batch, length] each, as Python's tokenizers give them: `input_ids`, `attention_mask` (0 where a row is
 * filled up) and `token_type_ids` (0 in the query, 1 in the product). Outputs, float32: `probabilities` [batch, classes] and
 * `score` [batch], the gain to be expected.
 */
export function rerankerGraph(options: RerankerGraphOptions): Uint8Array<ArrayBuffer> {
  const { encoder, temperature, gains } = options;
  const graph = new DifferentiableGraph("reranker");
  const { builder } = graph;
  const input = (name: string): GraphValue => builder.input(name, "int64", ["batch", "length"]);
  const [tokenIds, mask, segmentIds] = [
    input("input_ids"),
    graph.node("Cast", [input("attention_mask")], toFloat32),
    input("token_type_ids"),
  ];
  const axes = (...of: readonly number[]): GraphValue => builder.constant(int64(of));
  const absent = graph.node("Sub", [mask, graph.scalar(1)]);
  const bias = graph.node("Mul", [absent, graph.scalar(nowhere)]);
  const lengths = graph.node("ReduceSum", [mask, axes(1)], { keepdims: { int: 1 } });
  const learnt = learntTensors(options);
  const weight = fixedWeights(graph, learnt);
  const head = (name: string): GraphValue =>
    builder.initializer(`${headPrefix}${name}`, learnt(`${headPrefix}${name}`));
  const pooled = pooledStates(
    graph,
    weight,
    {
      ...{ tokenIds, segmentIds },
      attentionBias: graph.node("Unsqueeze", [bias, axes(1, 2)]),
      pooling: graph.node("Unsqueeze", [graph.node("Div", [mask, lengths]), axes(1)]),
    },
    encoder.shape,
  );
  const logits = linear(graph, pooled, head("weight"), head("bias"));
  const cooled = graph.node("Div", [logits, graph.scalar(temperature)]);
  const probabilities = graph.node("Softmax", [cooled], { axis: { int: -1 } });
  const worth = builder.constant(float32(gains, [gains.length, 1]));
  const score = graph.node("Squeeze", [graph.node("MatMul", [probabilities, worth]), axes(1)]);
  builder.output("probabilities", probabilities, "float32", ["batch", gains.length]);
  builder.output("score", score, "float32", ["batch"]);
  return builder.toBytes();
}

/** By their names; of the words the whole table, with what was learnt of those that occurred. */
function learntTensors({ parameters, encoder }: RerankerGraphOptions): (name: string) => Tensor {
  const tensors = parameters.tensors();
  return (name) => {
    const tensor = tensors[name];
    if (tensor === undefined) throw new RangeError(`nothing was learnt of ${name}`);
    return name === wordTableName ? encoder.wordTable(tensor.data) : tensor;
  };
}
