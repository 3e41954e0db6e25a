import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { startServerProcess } from "../serving/child.ts";
import {
  type CallsPlan,
  type CallsReport,
  maxTokens,
  promptOf,
  type ServerMeasured,
  systemPrompt,
} from "./calls.ts";

/** A program that does the calls of a plan, in a process of its own. */
export interface ClientProgram {
  readonly command: string;
  readonly words: readonly string[];
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const nodeProgram = (name: string, ...words: readonly string[]): ClientProgram => ({
  command: process.execPath,
  words: [here(name), ...words],
});

export const ours = nodeProgram("./our-calls.ts");
export const bare = nodeProgram("./bare-calls.ts");
export const openAiClient = (folder: string) => nodeProgram("./openai-client-calls.ts", folder);
export const distilabel = (python: string): ClientProgram => ({
  command: python,
  words: [here("./distilabel_calls.py")],
});

/** The plan, and for programs that cannot import the prompts their words. */
const inputOf = (plan: CallsPlan): string => {
  const words = { system: systemPrompt, prompt: promptOf("{call}"), maxTokens };
  return `${JSON.stringify({ ...plan, ...words })}\n`;
};

async function callsBy({ command, words }: ClientProgram, plan: CallsPlan): Promise<CallsReport> {
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(inputOf(plan));
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}`);
  return JSON.parse(output) as CallsReport;
}

export interface Round extends CallsReport {
  /** What all calls would take if nothing but the server's latency took time, against what they took. */
  readonly share: number;
  readonly perSecond: number;
  /** What the server's answers took in fact. */
  readonly serverMs: number;
}

export interface RoundPlan extends Pick<CallsPlan, "calls" | "warmUp" | "concurrency"> {
  readonly latencyMs: number;
}

/** One client after the other against one server of that latency, each with an empty folder. */
export async function round(
  folder: string,
  programs: readonly ClientProgram[],
  { latencyMs, calls, warmUp, concurrency }: RoundPlan,
): Promise<readonly Round[]> {
  const words = [here("./latency-server.ts"), String(latencyMs)];
  const server = await startServerProcess(words, join(folder, "server.log"));
  const address = `http://127.0.0.1:${server.port}`;
  const rounds: Round[] = [];
  try {
    for (const program of programs) {
      const own = mkdtempSync(join(folder, "client-"));
      const plan = { baseUrl: `${address}/v1`, calls, warmUp, concurrency, folder: own };
      const report = await callsBy(program, plan);
      const measured = (await (await fetch(`${address}/measured`)).json()) as ServerMeasured;
      const { answers } = measured;
      if (answers !== warmUp + calls) throw new Error(`${answers} answers, not ${warmUp + calls}`);
      rounds.push({
        ...report,
        share: (calls * latencyMs) / concurrency / (1000 * report.seconds),
        perSecond: calls / report.seconds,
        serverMs: measured.meanMs,
      });
      rmSync(own, { recursive: true });
    }
  } finally {
    await server.stop();
  }
  return rounds;
}
