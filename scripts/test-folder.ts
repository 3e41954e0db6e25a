import { spawnSync } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { availableMemory } from "node:process";

export interface TestFolder {
  readonly path: string;
  remove(): void;
}

const prefix = "cosmo-test-run-";
/** No run takes so long. */
const longestRunMs = 24 * 60 * 60 * 1000;

/** A folder for what a run of tests writes. What runs left in `parent` that were stopped a day ago or earlier is removed. */
export function makeTestFolder(parent = parentOfRuns()): TestFolder {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    if (name.startsWith(prefix) && ageOf(folder) > longestRunMs) remove(folder);
  }
  const path = mkdtempSync(join(parent, prefix));
  return { path, remove: () => remove(path) };
}

/** Milliseconds since something was made in a folder; 0 where it is gone. */
function ageOf(folder: string): number {
  const { mtimeMs } = lstatSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Date.now() - mtimeMs;
}

/** What is another's, or has something mounted in it, stays: tests fail by what they find, not by what they leave. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    console.warn(`${folder} could not be removed: ${String(error)}`);
  }
}

/** Memory as a folder, on Linux. */
const inMemory = "/dev/shm";
/** Bytes of it that have to be free, and of memory: many times what tests hold at one time. */
const room = 4 * 1024 ** 3;

/**
 * The folder of the environment; else memory, where that has room and lets programs run: on a disk, tests spend a fifth of
 * their time waiting until what they wrote is safe.
 */
const parentOfRuns = (): string =>
  process.env["TMPDIR"] === undefined && hasRoom() && runsPrograms() ? inMemory : tmpdir();

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return Math.min(bavail * bsize, availableMemory()) >= room;
  } catch {
    return false;
  }
}

function runsPrograms(): boolean {
  try {
    const folder = mkdtempSync(join(inMemory, prefix));
    const program = join(folder, "program");
    writeFileSync(program, "#!/bin/sh\n", { mode: 0o700 });
    const { status } = spawnSync(program);
    remove(folder);
    return status === 0;
  } catch {
    return false;
  }
}
