import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LoadPlan, LoadReport } from "./load.ts";

export interface Child {
  readonly process: ChildProcess;
  readonly port: number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a server that prints a JSON document with its address or port. Its log goes into a file. */
export async function startServerProcess(
  words: readonly string[],
  logFile: string,
): Promise<Child> {
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", log] });
  closeSync(log);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (!/\}\s*$/.test(text)) return;
      const told = JSON.parse(text) as { readonly address?: string; readonly port?: number };
      resolve(told.port ?? Number(new URL(told.address ?? "").port));
    });
    child.once("exit", (code) => reject(new Error(`${words.join(" ")} ended with ${code}`)));
  });
  return {
    process: child,
    port,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

const generator = fileURLToPath(new URL("./load-generator.ts", import.meta.url));

/** Lets a process of its own ask, so that what it does costs the server no time of its event loop. */
export async function load(plan: LoadPlan): Promise<LoadReport> {
  // A client has a machine of its own. This one shares the server's, so it gives way wherever both want the
  // same core, and collects its garbage without threads: otherwise the server waits for its turn behind the
  // generator, up to 4 ms, which one request in a hundred meets (the kernel's scheduler says so).
  const words = ["-n", "19", process.execPath, "--single-threaded-gc", generator];
  const child = spawn("nice", words, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(`${JSON.stringify(plan)}\n`);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  await new Promise((resolve) => child.once("exit", resolve));
  return JSON.parse(text) as LoadReport;
}
