import type { DifferentiableGraph } from "../learning/differentiable-graph.ts";
import { modelFileBroken } from "../onnx/model-file-broken.ts";
import type { Tensor } from "../onnx/tensor.ts";
import type { BertWeights } from "./bert-states.ts";

/**
 * The weights of a checkpoint as constants of a graph.
 *
 * @throws CosmoError `MODEL_FILE_BROKEN` when one has not the shape that it must have.
 */
export const fixedWeights =
  (graph: DifferentiableGraph, weights: (name: string) => Tensor): BertWeights =>
  (name, sizes) =>
    graph.builder.initializer(name, checkedWeight(name, weights(name), sizes));

/** @throws CosmoError `MODEL_FILE_BROKEN` */
export function checkedWeight(name: string, tensor: Tensor, sizes: readonly number[]): Tensor {
  const fits =
    tensor.type === "float32" &&
    tensor.shape.length === sizes.length &&
    sizes.every((size, axis) => size === -1 || size === tensor.shape[axis]);
  if (fits) return tensor;
  const [is, wanted] = [
    tensor.shape.join(" × "),
    sizes.map((size) => (size === -1 ? "any" : size)).join(" × "),
  ];
  throw modelFileBroken(`tensor ${name} is ${tensor.type} ${is}, not float32 ${wanted}`);
}
