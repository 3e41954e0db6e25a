import { execFileSync } from "node:child_process";
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MeasuredProcess, measuredProcess } from "../measured-process.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { SimulatedLog } from "./simulated-log.ts";

const bin = fileURLToPath(new URL("../../bin/cosmo.js", import.meta.url));
const importer = fileURLToPath(new URL("./import-log.ts", import.meta.url));

const runNode = (words: readonly string[]): void => {
  execFileSync(process.execPath, words, { stdio: ["ignore", "ignore", "pipe"] });
};

/** A workspace with default settings and the products of a log. */
export function makeBaseWorkspace(log: SimulatedLog, folder: string): void {
  runNode([bin, "init", folder]);
  runNode([bin, "import", "products", join(log.folder, "products"), "--workspace", folder]);
}

/** Adds days of a log to a workspace, as an import of their files, so that nothing but mining is left to do. */
export function importDays(
  log: SimulatedLog,
  workspace: string,
  days: SimulatedLog["days"],
  leaveOut: ImportPlan["leaveOut"] = null,
): void {
  const plan: ImportPlan = { log: log.folder, workspace, days, leaveOut };
  runNode([importer, JSON.stringify(plan)]);
}

/** Runs `cosmo run mine`, as a person does, with what it prints in a file beside the workspace. */
export const mine = (workspace: string): Promise<MeasuredProcess> =>
  measuredProcess(process.execPath, [bin, "run", "mine", "--workspace", workspace], {
    log: `${workspace}.log`,
  });

/** Copies a workspace. Parts never change, so both name the same files; the rest is the copy's own. */
export function copyWorkspace(from: string, to: string, isPart = false): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyWorkspace(source, target, isPart || entry.name === "parts");
    else if (isPart) linkSync(source, target);
    else copyFileSync(source, target);
  }
}

/** Mines a copy, so that the workspace can be mined once more. */
export async function mineCopy(workspace: string): Promise<MeasuredProcess> {
  const copy = `${workspace}-copy`;
  copyWorkspace(workspace, copy);
  try {
    return await mine(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
