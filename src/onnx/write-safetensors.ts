import type { Tensor } from "./tensor.ts";

const dtypes = {
  float32: "F32",
  float64: "F64",
  int64: "I64",
  int32: "I32",
  int8: "I8",
  uint8: "U8",
  bool: "BOOL",
} as const;

/**
 * A safetensors file of tensors by name, which Python reads as well. `metadata` stands in its header as text.
 * Format: https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { type, shape, data }] of tensors) {
    const from = end;
    end += data.byteLength;
    header[name] = { dtype: dtypes[type], shape, data_offsets: [from, end] };
  }
  return joinSafetensors(
    JSON.stringify(header),
    [...tensors.values()].map(({ data }) => data),
  );
}

/** The header's length (8 bytes, little-endian), the header, filled up to eight bytes with spaces, and the data. */
export function joinSafetensors(
  header: string,
  data: readonly ArrayBufferView[],
): Uint8Array<ArrayBuffer> {
  const bare = new TextEncoder().encode(header);
  const headerLength = Math.ceil(bare.byteLength / 8) * 8;
  const bytes = new Uint8Array(
    data.reduce((sum, { byteLength }) => sum + byteLength, 8 + headerLength),
  );
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(bare, 8);
  let end = 8 + headerLength;
  for (const { buffer, byteOffset, byteLength } of data) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), end);
    end += byteLength;
  }
  return bytes;
}
