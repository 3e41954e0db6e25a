import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type MachineState, machineState } from "../machine-state.ts";

/** Runs a script of this folder in a process of its own: what it prints as JSON, with how busy the machine was before. */
export async function measuredScript<Printed>(
  command: string,
  script: string,
  words: readonly string[],
): Promise<Printed & { readonly before: MachineState }> {
  const before = await machineState();
  const file = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const printed = execFileSync(command, [file, ...words], {
    ...{ encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e8 },
  });
  return { ...JSON.parse(printed), before };
}
