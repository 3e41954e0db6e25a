import { elementCount, float32, type TensorOf } from "../onnx/tensor.ts";

/** A tensor that is learnt. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Of the learning rate. */
  readonly rateFactor: number;
}

/** Where a parameter lies in the arrays of its set. */
export interface Placed extends Parameter {
  readonly from: number;
  readonly to: number;
}

const pageBytes = 65536;

/**
 * Parameters in one array, one behind the other, so that whatever goes over all of them is one loop. Beside it, in one memory, lie
 * arrays of the same length for what a step needs of each; pages that nobody writes to take no room. The memory is shared: the thread that runs
 * the graph reads values and writes gradients where they are.
 */
export class ParameterSet {
  readonly placed: readonly Placed[];
  readonly memory: WebAssembly.Memory;
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  /** Of the gradient's numbers a running mean. */
  readonly first: Float32Array;
  /** The same of their squares. */
  readonly second: Float32Array;

  /** All are 0 at first. */
  constructor(parameters: readonly Parameter[]) {
    let end = 0;
    this.placed = parameters.map((parameter) => {
      const from = end;
      end += elementCount(parameter.shape);
      return { ...parameter, from, to: end };
    });
    // Two numbers are read at once: behind the last of each array stands one more, which stays 0.
    const room = Float32Array.BYTES_PER_ELEMENT * (end + 1);
    const pages = Math.ceil((4 * room) / pageBytes);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const array = (place: number): Float32Array =>
      new Float32Array(this.memory.buffer, place * room, end);
    this.values = array(0);
    this.gradient = array(1);
    this.first = array(2);
    this.second = array(3);
  }

  /** Views of the values by name: what changes one changes the other. */
  tensors(): Readonly<Record<string, TensorOf<"float32">>> {
    return Object.fromEntries(
      this.placed.map(({ name, shape, from, to }) => [
        name,
        float32(this.values.subarray(from, to), shape),
      ]),
    );
  }
}
