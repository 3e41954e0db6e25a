import { cpus, loadavg } from "node:os";
import { setTimeout } from "node:timers/promises";

/** What the machine did right before a measurement, when nothing of the bench ran. */
export interface MachineState {
  /** Processes that wanted to run, in the minute before; what the bench itself ran is in it. */
  readonly load: number;
  /** Cores that others kept busy in the moment before. */
  readonly busyCores: number;
}

const sampleMs = 500;

export async function machineState(): Promise<MachineState> {
  const load = loadavg()[0] ?? 0;
  const before = processorTimes();
  await setTimeout(sampleMs);
  const after = processorTimes();
  const busy = (after.busy - before.busy) / Math.max(1, after.all - before.all);
  return { load: rounded(load), busyCores: rounded(busy * cpus().length) };
}

function processorTimes(): { readonly busy: number; readonly all: number } {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const sum = Object.values(times).reduce((total, time) => total + time, 0);
    busy += sum - times.idle;
    all += sum;
  }
  return { busy, all };
}

const rounded = (value: number): number => Math.round(100 * value) / 100;
