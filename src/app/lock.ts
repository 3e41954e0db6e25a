import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CosmoError } from "../domain/cosmo-error.ts";
import { isAlive } from "../sql/is-alive.ts";

export interface Lock {
  release(): Promise<void>;
}

/** A takeover reads a file and removes it: it is over in a moment. */
const takeoverRetryMilliseconds = 5;

/** Locks that this process holds. */
const held = new Set<string>();

/**
 * Keeps two commands from writing one workspace. A lock whose process is gone (`kill -9`, a crash)
 * is taken over.
 * @throws CosmoError WORKSPACE_BUSY
 */
export async function takeLock(file: string): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  const token = randomUUID();
  const own = `${process.pid} ${token}`;
  const aside = `${file}.${token}`;
  held.add(own);
  try {
    await writeFile(aside, own);
    // A link appears with its content: nobody ever reads a lock that names no owner yet.
    while (!(await isMade(link(aside, file)))) await removeStale(file);
  } catch (error) {
    held.delete(own);
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return {
    async release() {
      try {
        if ((await readLock(file)) === own) await rm(file, { force: true });
      } finally {
        // Only now: a lock that is not held looks stale, and whoever took it over would lose it to this.
        held.delete(own);
      }
    },
  };
}

async function isMade(linked: Promise<void>): Promise<boolean> {
  try {
    await linked;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** @throws CosmoError WORKSPACE_BUSY where the owner lives */
async function removeStale(file: string): Promise<void> {
  const found = await readLock(file);
  if (found === undefined) return;
  const owner = ownerOf(found);
  if (isHeld(found)) {
    throw new CosmoError("WORKSPACE_BUSY", `Process ${owner} is working in this workspace`, {
      hint: `Wait until it is done, or stop it; then run the same command again. If process ${owner} is no cosmo, remove ${file}.`,
    });
  }
  // Only whoever holds the takeover's own lock removes a stale one, and only after having read it
  // again: nobody's new lock is ever taken away, not even for a moment.
  const takeover = await takeLockUnlessBusy(`${file}.takeover`);
  if (takeover === undefined) return setTimeout(takeoverRetryMilliseconds);
  try {
    if ((await readLock(file)) === found) await rm(file, { force: true });
  } finally {
    await takeover.release();
  }
}

async function takeLockUnlessBusy(file: string): Promise<Lock | undefined> {
  try {
    return await takeLock(file);
  } catch (error) {
    if (error instanceof CosmoError && error.code === "WORKSPACE_BUSY") return undefined;
    throw error;
  }
}

const ownerOf = (content: string): number => Number(content.split(" ", 1)[0]);

/** Where every command has the same number, as in containers, a lock with ours is an earlier one's. */
function isHeld(content: string): boolean {
  const owner = ownerOf(content);
  return owner === process.pid ? held.has(content) : isAlive(owner);
}

/** The number of another process that holds the lock now; null: none does. */
export async function otherOwner(file: string): Promise<number | null> {
  const found = await readLock(file);
  const isOther = found !== undefined && isHeld(found) && ownerOf(found) !== process.pid;
  return isOther ? ownerOf(found) : null;
}

async function readLock(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
