import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type { MachineState } from "./machine-state.ts";

/** One figure. Where there is a reference, it was measured in the same run, in turns with ours. */
export interface Measure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly reference?: { readonly name: string; readonly value: number };
  /** Ours against the reference, written so that larger is better. */
  readonly ratio?: number;
  readonly repeats: number;
  /** Of the machine, right before each of ours; not there where others are not watched. */
  readonly before?: readonly MachineState[];
  /** What a reader of the figure must know. */
  readonly note?: string;
}

export interface BenchDocument {
  readonly name: string;
  readonly machine: {
    readonly cores: number;
    readonly processor: string;
    readonly memoryGb: number;
    readonly node: string;
    /** Processes that wanted to run, in the minute before the end: more than the cores is a busy machine. */
    readonly load: number;
  };
  readonly measures: readonly Measure[];
}

export const benchDocument = (name: string, measures: readonly Measure[]): BenchDocument => ({
  name,
  machine: {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? "unknown",
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    load: Math.round(100 * (loadavg()[0] ?? 0)) / 100,
  },
  measures,
});

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
