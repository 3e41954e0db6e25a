import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../bin/cosmo.js", import.meta.url));

export interface Finished {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

export interface CommandOptions {
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts the real command in a process of its own, with no more of the environment than it needs. */
export function startCosmo(
  words: readonly string[],
  { folder = tmpdir(), variables = {} }: CommandOptions = {},
): Running {
  const child = spawn(process.execPath, [bin, ...words], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: homedir(), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, error] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    error += text;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, error }));
  });
  return { child, finished };
}

/** Waits until something has come about while the command runs. */
export async function until({ child, finished }: Running, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null) throw new Error(`it ended too early: ${(await finished).error}`);
    await setTimeout(5);
  }
}

export function cosmo(words: readonly string[], options?: CommandOptions): Promise<Finished> {
  return startCosmo(words, options).finished;
}

/** Runs a command that must succeed, with --json. */
export async function cosmoJson<Result = unknown>(
  words: readonly string[],
  options?: CommandOptions,
): Promise<Result> {
  const { code, out, error } = await cosmo([...words, "--json"], options);
  assert.equal(code, 0, error);
  return JSON.parse(out) as Result;
}

/**
 * One error as a person should see it: nothing on standard output, and at the end of standard error
 * two lines, the first with the code and the place, the second with the next step.
 */
export function assertOneError(
  { code, out, error }: Finished,
  expected: {
    readonly exit: number;
    readonly code: string;
    readonly place: RegExp | string;
    readonly next: RegExp | string;
  },
): void {
  assert.equal(out, "");
  const lines = error.trimEnd().split("\n");
  const [said = "", next = ""] = lines.slice(-2);
  assert(said.startsWith(`cosmo: ${expected.code}: `), error);
  assert.match(said, patternOf(expected.place));
  assert.match(next, /^Next: \S/, error);
  assert.match(next, patternOf(expected.next));
  assert.equal(lines.filter((line) => line.startsWith("cosmo: ")).length, 1, error);
  assert.doesNotMatch(error, /^\s+at \S|node:internal|undefined|\[object /m);
  assert.equal(code, expected.exit, error);
}

const patternOf = (wanted: RegExp | string): RegExp =>
  typeof wanted === "string" ? new RegExp(RegExp.escape(wanted)) : wanted;

/** A folder of the test file's own; removed when its tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-e2e-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a workspace with this `cosmo.yaml`. */
export function workspaceWith(parent: string, name: string, configuration = ""): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cosmo.yaml"), configuration);
  return folder;
}
