import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "./is-alive.ts";

/** Folders of engines that are open in this process. */
const open = new Set<string>();

/** A folder of one engine's own, named after its process. */
export interface SpillFolder {
  readonly path: string;
  remove(): void;
}

/**
 * Makes a folder for what one engine can't hold in memory. Where it may not be made, the engine
 * works without: whoever only reads a workspace that is not theirs to write rarely spills.
 */
export function makeSpillFolder(parent: string): SpillFolder {
  const name = `${process.pid}-${randomUUID()}`;
  const path = join(parent, name);
  open.add(name);
  try {
    // The engine itself makes one level only.
    mkdirSync(path, { recursive: true });
  } catch {
    // It says so itself once it has to spill, and then as an error with a next step.
  }
  return {
    path,
    remove() {
      open.delete(name);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Removes what engines of processes left that are gone (`kill -9`, a crash); the others' stay. */
export async function removeStaleSpills(parent: string): Promise<void> {
  for (const name of spillsIn(parent)) {
    const owner = Number(name.split("-", 1)[0]);
    // As in containers, where every command has the same number: ours by number only is an earlier one's.
    const isUsed = owner === process.pid ? open.has(name) : isAlive(owner);
    if (!isUsed) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function spillsIn(parent: string): readonly string[] {
  try {
    return readdirSync(parent);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
