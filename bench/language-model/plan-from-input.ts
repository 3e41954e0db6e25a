import { text } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { CallsPlan, CallsReport } from "./calls.ts";

export interface Client {
  /** Does the calls with these numbers. */
  ask(calls: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** Does the calls of the plan that comes on standard input and tells what they took. */
export async function answerPlan(open: (plan: CallsPlan) => Promise<Client>): Promise<void> {
  const plan = JSON.parse(await text(process.stdin)) as CallsPlan;
  const client = await open(plan);
  const numbers = Array.from({ length: plan.warmUp + plan.calls }, (_, number) => number);
  await client.ask(numbers.slice(0, plan.warmUp));
  const processor = process.cpuUsage();
  const start = performance.now();
  await client.ask(numbers.slice(plan.warmUp));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  await client.close();
  const report: CallsReport = {
    seconds,
    processorSeconds: (user + system) / 1e6,
    peakMegabytes,
    liveMegabytes: (heapUsed + external) / 1024 ** 2,
  };
  console.log(JSON.stringify(report));
}
