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

/** Parameters in one array, one behind the other, so that whatever goes over all of them is one loop. */
export class ParameterSet {
  readonly placed: readonly Placed[];
  readonly values: Float32Array<ArrayBuffer>;

  /** All are 0 at first. */
  constructor(parameters: readonly Parameter[]) {
    let end = 0;
    this.placed = parameters.map((parameter) => {
      const from = end;
      end += elementCount(parameter.shape);
      return { ...parameter, from, to: end };
    });
    this.values = new Float32Array(end);
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
