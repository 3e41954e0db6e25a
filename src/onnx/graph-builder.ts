import { type Attributes, encodeOnnxModel, type OnnxNode, type OnnxPort } from "./onnx-model.ts";
import { type ElementType, elementCount, type Tensor } from "./tensor.ts";

/** A value of a graph: an input, an initializer or what a node puts out. */
export interface GraphValue {
  readonly name: string;
}

type Dimensions = readonly (number | string)[];

/**
 * Builds a graph node by node. Since a node can only be given values that exist, the nodes come out
 * in a valid order. Names are made from the operators unless given, and a name used twice is an error.
 *
 * @example
 * const graph = new GraphBuilder("affine", { "": 20 });
 * const x = graph.input("x", "float32", ["rows", 2]);
 * const weight = graph.initializer("weight", float32([1, 0, 0, 1], [2, 2]));
 * const product = graph.node("MatMul", [x, weight]);
 * graph.output("y", graph.node("Add", [product, graph.constant(float32([1, 2], [2]))]), "float32", ["rows", 2]);
 * const session = await openSession(graph.toBytes(), { threads: 1 });
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #operatorSets: Readonly<Record<string, number>>;
  readonly #inputs: OnnxPort[] = [];
  readonly #outputs: OnnxPort[] = [];
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, Tensor>();
  readonly #names = new Set<string>();

  /** `operatorSets`: versions by domain, such as `{ "": 20, "com.microsoft": 1 }`. */
  constructor(name: string, operatorSets: Readonly<Record<string, number>>) {
    this.#name = name;
    this.#operatorSets = operatorSets;
  }

  /** A named dimension such as `"rows"` is known at run time only. */
  input(name: string, type: ElementType, shape: Dimensions): GraphValue {
    this.#inputs.push({ name: this.#claim(name), type, shape });
    return { name };
  }

  /** The tensor's data is not copied before `toBytes`, and must not change until then. */
  initializer(name: string, tensor: Tensor): GraphValue {
    if (tensor.data.length !== elementCount(tensor.shape)) {
      throw new RangeError(
        `Initializer ${name}: ${tensor.data.length} elements do not fill the shape [${tensor.shape}]`,
      );
    }
    this.#initializers.set(this.#claim(name), tensor);
    return { name };
  }

  /** An initializer whose name does not matter. */
  constant(tensor: Tensor): GraphValue {
    return this.initializer(this.#freeName("constant"), tensor);
  }

  /**
   * Applies an operator with one output. An operator outside ONNX's own domain is written
   * `com.microsoft.FusedMatMul`; `undefined` leaves an optional input out.
   */
  node(
    operator: string,
    inputs: readonly (GraphValue | undefined)[],
    attributes: Attributes = {},
  ): GraphValue {
    const output = { name: this.#claim(this.#freeName(operator)) };
    this.#push(operator, inputs, [output], attributes);
    return output;
  }

  /**
   * Applies an operator with several outputs, which come back under the keys given in their order.
   *
   * @example
   * const { mean, inverseDeviation } = graph.nodeWithOutputs("LayerNormalization", [x, scale], [
   *   "normalised",
   *   "mean",
   *   "inverseDeviation",
   * ]);
   */
  nodeWithOutputs<Key extends string>(
    operator: string,
    inputs: readonly (GraphValue | undefined)[],
    keys: readonly Key[],
    attributes: Attributes = {},
  ): Readonly<Record<Key, GraphValue>> {
    const outputs = keys.map((key) => ({
      name: this.#claim(this.#freeName(`${operator}.${key}`)),
    }));
    this.#push(operator, inputs, outputs, attributes);
    return Object.fromEntries(keys.map((key, place) => [key, outputs[place]])) as Record<
      Key,
      GraphValue
    >;
  }

  /** Puts `value` out under `name`. */
  output(name: string, value: GraphValue, type: ElementType, shape: Dimensions): void {
    if (name !== value.name) this.#push("Identity", [value], [{ name: this.#claim(name) }], {});
    this.#outputs.push({ name, type, shape });
  }

  /** The model as an ONNX file. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return encodeOnnxModel({
      name: this.#name,
      operatorSets: this.#operatorSets,
      inputs: this.#inputs,
      outputs: this.#outputs,
      nodes: this.#nodes,
      initializers: this.#initializers,
    });
  }

  #push(
    operator: string,
    inputs: readonly (GraphValue | undefined)[],
    outputs: readonly GraphValue[],
    attributes: Attributes,
  ): void {
    for (const input of inputs) {
      if (input !== undefined && !this.#names.has(input.name)) {
        throw new RangeError(
          `${operator} is given ${input.name}, which is not in graph ${this.#name}`,
        );
      }
    }
    this.#nodes.push({
      operator,
      inputs: inputs.map((input) => input?.name ?? ""),
      outputs: outputs.map((output) => output.name),
      attributes,
    });
  }

  #claim(name: string): string {
    if (this.#names.has(name)) throw new RangeError(`Graph ${this.#name} has two values ${name}`);
    this.#names.add(name);
    return name;
  }

  /** Values are numbered in the order in which they are made: equal calls give equal files. */
  #freeName(stem: string): string {
    return `${stem}.${this.#names.size}`;
  }
}
