import type { Architecture } from "../../learning/classifier.ts";
import { concatenate } from "../../learning/operations/concatenate.ts";
import type { GraphValue } from "../../onnx/graph-builder.ts";
import { float32, type Tensor } from "../../onnx/tensor.ts";
import { headPrefix, initialHead } from "./initial-head.ts";
import { pairColumns, pairFeatures } from "./pair-features.ts";
import { perceptron } from "./perceptron.ts";

/** Vectors of a frozen encoder, group by group. */
export type ExampleVectors = readonly Float32Array[];

export interface VectorHeadOptions {
  readonly name: string;
  /** Numbers of a vector. */
  readonly size: number;
  /** Of each group the number of its vectors: 1 stands for itself, 2 are compared with each other. */
  readonly groups: readonly (1 | 2)[];
  readonly classes: number;
  /** Of the first values. */
  readonly seed: number;
}

/**
 * A perceptron on what a frozen encoder makes of the texts: the fixed regime, where the encoder learns nothing. Texts that
 * were encoded together are one vector (a cross-encoder); apart, a group of two (a bi-encoder).
 */
export function vectorHead(options: VectorHeadOptions): Architecture<ExampleVectors> {
  const { name, size, groups, classes, seed } = options;
  const count = groups.reduce<number>((sum, group) => sum + group, 0);
  const inputName = (at: number): string => `vector_${at}`;
  return {
    name,
    classes,
    lengthOf: () => 1,
    feeds: (examples) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at): [string, Tensor] => {
          const data = new Float32Array(examples.length * size);
          for (const [row, vectors] of examples.entries()) {
            data.set(vectors[at] ?? [], row * size);
          }
          return [inputName(at), float32(data, [examples.length, size])];
        }),
      ),
    logits(graph, weights) {
      let at = 0;
      // Of length 1, a vector's numbers are 1 / √size: brought to deviation 1 they learn at the usual rates.
      const factor = graph.scalar(Math.sqrt(size));
      const next = (): GraphValue => {
        const vector = graph.builder.input(inputName(at++), "float32", ["examples", size]);
        return graph.node("Mul", [vector, factor]);
      };
      const parts = groups.map((group) =>
        group === 1 ? next() : pairFeatures(graph, next(), next(), size),
      );
      const widths = groups.map((group) => (group === 1 ? size : pairColumns(size)));
      const [first] = parts;
      if (first === undefined) throw new RangeError("no vectors");
      const x = parts.length === 1 ? first : concatenate(graph, parts, widths);
      const inputs = widths.reduce((sum, width) => sum + width, 0);
      return perceptron(graph, weights, x, { inputs, classes, prefix: headPrefix, rateFactor: 1 });
    },
    initial: (_name, shape) => initialHead(shape, seed),
  };
}
