import { readFile } from "node:fs/promises";
import { writeFileDurably } from "../artifact/durable.ts";
import { Safetensors } from "../onnx/safetensors.ts";
import { float32, type Tensor } from "../onnx/tensor.ts";
import { writeSafetensors } from "../onnx/write-safetensors.ts";

/** All that learning goes on from. */
export interface Checkpoint {
  readonly values: Float32Array;
  /** The values of the epoch with the best score. */
  readonly best: Float32Array;
  /** Of the gradient's numbers a running mean, and the same of their squares. */
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** That were made. */
  steps: number;
  /** Epochs that ended, and batches of the next one. */
  epoch: number;
  batch: number;
  /** The sum over those batches. */
  loss: number;
  /** The epoch with the best score, from 1; 0: none ended. */
  bestEpoch: number;
  readonly history: EpochResult[];
}

export interface EpochResult {
  /** The mean over batches. */
  readonly loss: number;
  /** On examples that are not learnt from; null where there are none. */
  readonly score: number | null;
}

/** A file that holds the last state of one piece of learning. */
export interface CheckpointFile {
  /** What was written, or undefined: nothing yet, or of another piece of learning. */
  read(): Promise<Checkpoint | undefined>;
  /** Writes where the last one is old enough. */
  offer(state: Checkpoint): Promise<void>;
  write(state: Checkpoint): Promise<void>;
}

export interface CheckpointOptions {
  readonly path: string;
  /** Hash of all that decides what is learnt: data, recipe, graph, threads. */
  readonly identity: string;
  /** How old the last one has to be before the next is written. */
  readonly everySeconds?: number;
}

const arrays = ["values", "best", "first", "second"] as const;

/** A checkpoint as a safetensors file, replaced at one stroke. */
export function checkpointFile({
  path,
  identity,
  everySeconds = 60,
}: CheckpointOptions): CheckpointFile {
  let lastWritten = performance.now();

  async function write({ values, best, first, second, ...rest }: Checkpoint): Promise<void> {
    const tensors: Readonly<Record<(typeof arrays)[number], Float32Array>> = {
      ...{ values, best, first, second },
    };
    const file = new Map<string, Tensor>(
      arrays.map((name) => [name, float32(tensors[name], [tensors[name].length])]),
    );
    const state = JSON.stringify(rest);
    await writeFileDurably(path, writeSafetensors(file, { identity, state }));
    lastWritten = performance.now();
  }

  return {
    async read() {
      const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
      });
      const file = bytes && new Safetensors(new Uint8Array(bytes));
      if (file?.metadata["identity"] !== identity) return undefined;
      const of = (name: (typeof arrays)[number]): Float32Array =>
        file.tensor(name).data.slice() as Float32Array;
      const rest = JSON.parse(file.metadata["state"] ?? "{}");
      return { ...rest, ...Object.fromEntries(arrays.map((name) => [name, of(name)])) };
    },
    async offer(state) {
      if (performance.now() - lastWritten >= everySeconds * 1000) await write(state);
    },
    write,
  };
}
