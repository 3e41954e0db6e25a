import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { availableMemory } from "node:process";

export interface TestFolder {
  readonly path: string;
  remove(): void;
}

const prefix = "cosmo-test-run-";

/**
 * A folder for what a run of tests writes, named after this process. What runs left in `parent` whose process is gone,
 * as after `kill -9`, is removed.
 */
export function makeTestFolder(parent = parentOfRuns()): TestFolder {
  for (const name of readdirSync(parent)) {
    const owner = Number.parseInt(name.slice(prefix.length), 10);
    if (name.startsWith(prefix) && isGone(owner)) remove(join(parent, name));
  }
  const path = join(parent, `${prefix}${process.pid}-${randomUUID()}`);
  mkdirSync(path);
  return { path, remove: () => remove(path) };
}

/** Asked by signal 0, which nobody gets. Scripts of `npm test` stand by themselves, without `src`. */
function isGone(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Memory as a folder, on Linux. */
const inMemory = "/dev/shm";
/** Bytes of it that have to be free, and of memory: many times what tests hold at one time. */
const room = 4 * 1024 ** 3;

/** In memory where that has room: on a disk, tests wait a fifth of their time for it. */
function parentOfRuns(): string {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return Math.min(bavail * bsize, availableMemory()) >= room ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}
