import { constants } from "node:fs";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import { type FileLock, isLocked, lockFile } from "../state/file-lock.ts";

export interface Lock {
  release(): Promise<void>;
}

/** Locks that this process holds. */
const held = new Map<string, FileLock>();

/** What holds the lock; the file itself only says who does. */
const lockOf = (file: string): string => `${file}.db`;

/**
 * Keeps two commands from writing one workspace, also from containers that don't see each other's processes. A command that
 * is gone, by whatever end, holds nothing.
 *
 * @param file is there while it is held, and says by whom
 * @throws CosmoError WORKSPACE_BUSY
 */
export async function takeLock(file: string): Promise<Lock> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  const lock = held.has(file) ? null : lockFile(lockOf(file));
  if (lock === null) throw await workspaceBusy(file);
  held.set(file, lock);
  try {
    await writeFile(file, `${process.pid} ${hostname()}`);
  } catch (error) {
    // Where the disk is full, what frees it is still to be had.
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") {
      release(file, lock);
      throw error;
    }
  }
  return {
    async release() {
      try {
        if (held.get(file) === lock) await rm(file, { force: true });
      } finally {
        release(file, lock);
      }
    },
  };
}

function release(file: string, lock: FileLock): void {
  if (held.get(file) !== lock) return;
  held.delete(file);
  lock.release();
}

async function workspaceBusy(file: string): Promise<CosmoError> {
  const { process: number, host } = await ownerIn(file);
  const where = host === hostname() || host === "" ? "" : ` on ${host}`;
  const who = number === 0 ? "Another process" : `Process ${number}${where}`;
  return new CosmoError("WORKSPACE_BUSY", `${who} is working in this workspace`, {
    hint: "Wait until it is done, or stop it; then run the same command again.",
  });
}

interface Owner {
  /** As its own machine or container numbers it; 0: it did not say, for it only begins or the disk is full. */
  readonly process: number;
  readonly host: string;
}

async function ownerIn(file: string): Promise<Owner> {
  const [process = "0", host = ""] = (await readFile(file, "utf8").catch(() => "")).split(" ");
  return { process: Number(process), host };
}

/** The number of another process that holds the lock now; null: none does. */
export async function otherOwner(file: string): Promise<number | null> {
  if (held.has(file) || !isLocked(lockOf(file))) return null;
  return (await ownerIn(file)).process;
}
