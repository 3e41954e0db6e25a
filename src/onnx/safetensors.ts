import { modelFileBroken } from "./model-file-broken.ts";
import { type ElementType, elementCount, elementTypes, type Tensor } from "./tensor.ts";

const dtypes: Readonly<Record<string, ElementType>> = {
  F64: "float64",
  F32: "float32",
  I64: "int64",
  I32: "int32",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
};

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The tensors of a safetensors file, by name. */
export class Safetensors {
  readonly #header: Readonly<Record<string, unknown>>;
  readonly #data: Uint8Array<ArrayBuffer>;

  /**
   * Reads the header of a file that lies in memory: its length (8 bytes, little-endian), JSON, then the data.
   * Format: https://github.com/huggingface/safetensors#format
   *
   * @throws CosmoError `MODEL_FILE_BROKEN`
   */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    const headerLength =
      bytes.byteLength < 8 ? Number.NaN : Number(view(bytes).getBigUint64(0, true));
    if (!(headerLength <= bytes.byteLength - 8)) throw modelFileBroken("its header is cut off");
    this.#header = parseHeader(bytes.subarray(8, 8 + headerLength));
    this.#data = bytes.subarray(8 + headerLength);
  }

  /** What stands in the header beside the tensors. */
  get metadata(): Readonly<Record<string, string>> {
    return (this.#header["__metadata__"] ?? {}) as Readonly<Record<string, string>>;
  }

  /**
   * A tensor as a view of the file's bytes; a copy only where they lie at an odd place.
   *
   * @throws CosmoError `MODEL_FILE_BROKEN` when the file has no such tensor, or one that it cannot have.
   */
  tensor(name: string): Tensor {
    const entry = this.#header[name];
    if (!isEntry(entry)) throw modelFileBroken(`it has no tensor ${name}`);
    const type = dtypes[entry.dtype];
    if (type === undefined) throw modelFileBroken(`tensor ${name} has the type ${entry.dtype}`);
    const [from, to] = entry.data_offsets;
    const { array } = elementTypes[type];
    const length = elementCount(entry.shape);
    if (
      !(from >= 0 && to <= this.#data.byteLength && to - from === length * array.BYTES_PER_ELEMENT)
    ) {
      throw modelFileBroken(`tensor ${name} lies outside the file or does not fill its shape`);
    }
    const bytes = this.#data.subarray(from, to);
    const aligned = bytes.byteOffset % array.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
    const data = new array(aligned.buffer, aligned.byteOffset, length);
    return { type, shape: entry.shape, data } as Tensor;
  }
}

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null) return header as Record<string, unknown>;
  } catch (error) {
    throw modelFileBroken("its header is not JSON", error);
  }
  throw modelFileBroken("its header is not a JSON object");
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" &&
  value !== null &&
  "dtype" in value &&
  "shape" in value &&
  Array.isArray(value.shape) &&
  "data_offsets" in value &&
  Array.isArray(value.data_offsets);
