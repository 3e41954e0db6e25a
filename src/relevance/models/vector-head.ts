import type { Architecture } from "../../learning/classifier.ts";
import { float32, type Tensor } from "../../onnx/tensor.ts";
import { headPrefix, initialHead } from "./initial-head.ts";
import { pairColumns, pairFeatures } from "./pair-features.ts";
import { perceptron } from "./perceptron.ts";

/** Vectors of a frozen encoder: one of all texts together, or one of each of two sides. */
export type ExampleVectors =
  | readonly [together: Float32Array]
  | readonly [query: Float32Array, product: Float32Array];

export interface VectorHeadOptions {
  readonly name: string;
  /** Numbers of a vector. */
  readonly size: number;
  /** 1: the texts were encoded together (a cross-encoder); 2: apart (a bi-encoder). */
  readonly sides: 1 | 2;
  readonly classes: number;
  /** Of the first values. */
  readonly seed: number;
}

/** A perceptron on what a frozen encoder makes of the texts: the fixed regime, where the encoder learns nothing. */
export function vectorHead(options: VectorHeadOptions): Architecture<ExampleVectors> {
  const { name, size, sides, classes, seed } = options;
  const sideNames = ["first", "second"].slice(0, sides);
  return {
    name,
    classes,
    lengthOf: () => 1,
    feeds: (examples) =>
      Object.fromEntries(
        sideNames.map((side, at): [string, Tensor] => {
          const data = new Float32Array(examples.length * size);
          for (const [row, vectors] of examples.entries()) {
            // Of length 1, its numbers are 1 / √size: brought to deviation 1 they learn at the usual rates.
            const factor = Math.sqrt(size);
            data.set(vectors[at]?.map((value) => factor * value) ?? [], row * size);
          }
          return [side, float32(data, [examples.length, size])];
        }),
      ),
    logits(graph, weights) {
      const [first, second] = sideNames.map((side) =>
        graph.builder.input(side, "float32", ["examples", size]),
      );
      if (first === undefined) throw new RangeError(`${sides} sides`);
      const x = second === undefined ? first : pairFeatures(graph, first, second, size);
      const inputs = second === undefined ? size : pairColumns(size);
      return perceptron(graph, weights, x, { inputs, classes, prefix: headPrefix, rateFactor: 1 });
    },
    initial: (_name, shape) => initialHead(shape, seed),
  };
}
