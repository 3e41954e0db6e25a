import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { type MachineState, machineState } from "./machine-state.ts";
import { processorSeconds } from "./processor-time.ts";

/** What a command took, seen from outside: from its start to its end, with what starts it. */
export interface MeasuredProcess {
  readonly seconds: number;
  /** The largest share of memory that it held, in GB of 10^9 bytes; NaN where the system does not tell. */
  readonly peakGigabytes: number;
  /** User and system time of all its threads; NaN where the system does not tell. */
  readonly processorSeconds: number;
  readonly before: MachineState;
}

export interface ProcessOptions {
  /** File for what it prints. */
  readonly log: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** Both figures only grow: what is missed is the growth in the last moment. */
const lookEveryMs = 20;

/** @throws Error with the end of what it printed, where it does not end well */
export async function measuredProcess(
  command: string,
  words: readonly string[],
  { log, variables = {}, folder }: ProcessOptions,
): Promise<MeasuredProcess> {
  const before = await machineState();
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  const out = openSync(log, "w");
  const begun = performance.now();
  const child = spawn(command, words, {
    cwd: folder,
    env: { ...inherited, ...variables },
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  let [peakGigabytes, processor] = [Number.NaN, Number.NaN];
  const look = setInterval(() => {
    // A script that becomes another program begins anew.
    const peak = peakMemory(child.pid);
    if (peak !== undefined && !(peak <= peakGigabytes)) peakGigabytes = peak;
    processor = processorSeconds(child.pid) ?? processor;
  }, lookEveryMs);
  try {
    const ended = await new Promise<number | string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(code ?? signal ?? "nothing known"));
    });
    const seconds = (performance.now() - begun) / 1000;
    if (ended !== 0) {
      const told = readFileSync(log, "utf8").trim().split("\n").slice(-5).join("\n");
      throw new Error(`${command} ended with ${ended}: ${told}`);
    }
    return { seconds, peakGigabytes, processorSeconds: processor, before };
  } finally {
    clearInterval(look);
  }
}

function peakMemory(pid: number | undefined): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e9;
  } catch {
    return undefined;
  }
}
