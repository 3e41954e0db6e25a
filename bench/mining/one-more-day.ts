import { rmSync } from "node:fs";
import { join } from "node:path";
import type { MeasuredProcess } from "../measured-process.ts";
import type { SimulatedLog } from "./simulated-log.ts";
import { copyWorkspace, importDays, mine, mineCopy } from "./workspaces.ts";

export interface OneMoreDay {
  /** Mining again, with the last day's file beside days that were mined before. */
  readonly added: readonly MeasuredProcess[];
  /** Mining the last day, of which alone the workspace knows. */
  readonly alone: readonly MeasuredProcess[];
  readonly log: SimulatedLog;
}

/** Mines all days of a log but the last, and then that one: beside them and alone, in turns. */
export async function oneMoreDay(
  log: SimulatedLog,
  base: string,
  folder: string,
  repeats: number,
): Promise<OneMoreDay> {
  const [before, last] = [log.days.slice(0, -1), log.days.slice(-1)];
  const [grown, alone] = [join(folder, "grown"), join(folder, "alone")];
  copyWorkspace(base, grown);
  importDays(log, grown, before);
  await mine(grown);
  importDays(log, grown, last);
  copyWorkspace(base, alone);
  importDays(log, alone, last);
  const found = new Map<string, MeasuredProcess[]>([
    [grown, []],
    [alone, []],
  ]);
  for (let round = 0; round < repeats; round++) {
    for (const one of round % 2 === 0 ? [grown, alone] : [alone, grown]) {
      found.get(one)?.push(await mineCopy(one));
    }
  }
  for (const one of [grown, alone]) rmSync(one, { recursive: true });
  return { added: found.get(grown) ?? [], alone: found.get(alone) ?? [], log };
}
