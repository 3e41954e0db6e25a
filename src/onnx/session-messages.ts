import type { Tensor } from "./tensor.ts";

/** Tensors by the names of the graph's inputs or outputs. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What the session's thread is asked, one thing at a time: `open` first, `close` last. */
export type SessionRequest =
  | {
      readonly kind: "open";
      readonly model: Uint8Array<ArrayBuffer>;
      readonly threads: number;
      readonly spinning: boolean;
    }
  | { readonly kind: "run"; readonly feeds: Tensors; readonly into: Tensors }
  | { readonly kind: "close" };

/** The answer to one request. */
export type SessionReply =
  | {
      readonly kind: "opened";
      readonly inputs: readonly string[];
      readonly outputs: readonly string[];
    }
  | {
      readonly kind: "done";
      /** Without those that were written where they were wanted. */
      readonly outputs: Tensors;
    }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Makes tensors ready to change threads. An array that fills its buffer is moved and is empty here
 * afterwards; a view of a larger buffer is copied, so that its neighbours stay whole. Shared memory is seen from
 * both threads, and neither moved nor copied.
 */
export function packTensors(tensors: Tensors): { tensors: Tensors; transfer: ArrayBuffer[] } {
  const transfer = new Set<ArrayBuffer>();
  const packed: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    const { buffer, byteLength } = tensor.data;
    if (buffer instanceof SharedArrayBuffer) {
      packed[name] = tensor;
      continue;
    }
    const fills = byteLength === buffer.byteLength;
    const data = fills ? tensor.data : tensor.data.slice();
    packed[name] = { ...tensor, data } as Tensor;
    transfer.add(data.buffer as ArrayBuffer);
  }
  return { tensors: packed, transfer: [...transfer] };
}
