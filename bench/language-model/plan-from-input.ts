import { text } from "node:stream/consumers";
import type { CallsPlan, CallsReport } from "./calls.ts";

export interface Client {
  /** Does the calls of the plan. */
  ask(): Promise<void>;
  close(): Promise<void>;
}

/** Does the calls of the plan that comes on standard input and tells what they took. */
export async function answerPlan(open: (plan: CallsPlan) => Promise<Client>): Promise<void> {
  const client = await open(JSON.parse(await text(process.stdin)) as CallsPlan);
  const processor = process.cpuUsage();
  const start = performance.now();
  await client.ask();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processor);
  await client.close();
  const report: CallsReport = {
    seconds,
    processorSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(report));
}
