import { GraphBuilder, type GraphValue } from "../onnx/graph-builder.ts";
import type { Attributes } from "../onnx/onnx-model.ts";
import { float32 } from "../onnx/tensor.ts";

/** From the gradient of what an operation puts out to the gradients of its inputs; undefined: none flows there. */
export type Backward = (gradient: GraphValue) => readonly (GraphValue | undefined)[];

interface Step {
  readonly inputs: readonly GraphValue[];
  readonly output: GraphValue;
  readonly backward: Backward;
}

/**
 * A graph that remembers how each value was made, so that it can emit the nodes of its own gradient: reverse-mode
 * differentiation (Linnainmaa 1970), once, while the graph is built. What runs is ONNX forward and backward.
 *
 * @example
 * const graph = new DifferentiableGraph("square");
 * const x = graph.builder.input("x", "float32", ["rows", 3]);
 * const loss = sumOfProducts(graph, x, x);
 * const [slope] = graph.gradients(loss, [x]); // 2x
 */
export class DifferentiableGraph {
  readonly builder: GraphBuilder;
  readonly #steps: Step[] = [];

  constructor(name: string) {
    this.builder = new GraphBuilder(name, { "": 20, "com.microsoft": 1 });
  }

  /** Records that `output` was made of `inputs`. */
  record(inputs: readonly GraphValue[], output: GraphValue, backward: Backward): GraphValue {
    this.#steps.push({ inputs, output, backward });
    return output;
  }

  /** A node that no gradient flows through. */
  node(
    operator: string,
    inputs: readonly (GraphValue | undefined)[],
    attributes: Attributes = {},
  ): GraphValue {
    return this.builder.node(operator, inputs, attributes);
  }

  /** A number that is broadcast. */
  scalar(value: number): GraphValue {
    return this.builder.constant(float32([value], []));
  }

  /**
   * Emits the gradients of `loss`, a scalar, by `values`. Only what leads from them to the loss is gone back through.
   *
   * @throws RangeError where the loss does not depend on a value
   */
  gradients(loss: GraphValue, values: readonly GraphValue[]): readonly GraphValue[] {
    const steps = this.#between(values);
    const gradients = new Map<string, GraphValue[]>([[loss.name, [this.scalar(1)]]]);
    for (const { inputs, output, backward } of steps.toReversed()) {
      const arriving = gradients.get(output.name);
      if (arriving === undefined) continue;
      for (const [place, gradient] of backward(this.#sum(arriving)).entries()) {
        const name = inputs[place]?.name;
        if (gradient === undefined || name === undefined) continue;
        gradients.set(name, [...(gradients.get(name) ?? []), gradient]);
      }
    }
    return values.map(({ name }) => {
      const arriving = gradients.get(name);
      if (arriving === undefined) {
        throw new RangeError(`${loss.name} does not depend on ${name}, or not smoothly`);
      }
      return this.#sum(arriving);
    });
  }

  /** The steps that the values have a part in. */
  #between(values: readonly GraphValue[]): readonly Step[] {
    const reached = new Set(values.map(({ name }) => name));
    return this.#steps.filter(({ inputs, output }) => {
      const isReached = inputs.some(({ name }) => reached.has(name));
      if (isReached) reached.add(output.name);
      return isReached;
    });
  }

  #sum(gradients: readonly GraphValue[]): GraphValue {
    const [only] = gradients;
    return gradients.length === 1 && only !== undefined ? only : this.node("Sum", gradients);
  }
}
