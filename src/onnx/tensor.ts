/** Element types by ONNX name, each with its number in `TensorProto.DataType` and its typed array. */
export const elementTypes = {
  float32: { dataType: 1, array: Float32Array },
  uint8: { dataType: 2, array: Uint8Array },
  int8: { dataType: 3, array: Int8Array },
  int32: { dataType: 6, array: Int32Array },
  int64: { dataType: 7, array: BigInt64Array },
  bool: { dataType: 9, array: Uint8Array },
  float64: { dataType: 11, array: Float64Array },
} as const;

export type ElementType = keyof typeof elementTypes;

/** Of memory of its own, or of memory that threads share. */
type ElementArray<Type extends ElementType> = Type extends "float32"
  ? Float32Array
  : InstanceType<(typeof elementTypes)[Type]["array"]>;

/** Numbers in row-major order. `data.length` is the product of `shape`; a scalar has the shape `[]`. */
export type Tensor = { readonly [Type in ElementType]: TensorOf<Type> }[ElementType];

export interface TensorOf<Type extends ElementType> {
  readonly type: Type;
  readonly shape: readonly number[];
  readonly data: ElementArray<Type>;
}

/** How many elements a shape holds. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);

/** @example float32([1, 2, 3, 4], [2, 2]) */
export const float32 = (
  values: Float32Array | readonly number[],
  shape: readonly number[],
): TensorOf<"float32"> => ({
  type: "float32",
  shape,
  data: values instanceof Float32Array ? values : Float32Array.from(values),
});

/** Indices and shapes; a vector unless `shape` says otherwise. @example int64([0, -1]) */
export const int64 = (
  values: readonly number[],
  shape: readonly number[] = [values.length],
): TensorOf<"int64"> => ({ type: "int64", shape, data: BigInt64Array.from(values, BigInt) });
