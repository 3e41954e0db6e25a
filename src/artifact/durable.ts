import { access, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";

/** Runs file work and gives a full or read-only disk an error with a next step. */
export async function onDisk<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException | undefined)?.code;
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new CosmoError("DISK_FULL", `The disk is full: ${place} could not be written`, {
        hint: "Free some space and run the same command again; finished work is kept.",
        cause: error,
      });
    }
    if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
      throw new CosmoError("NOT_WRITABLE", `${place} may not be written (${code})`, {
        hint: "Give yourself write access to it, or name another folder.",
        cause: error,
        exitCode: 2,
      });
    }
    throw error;
  }
}

/** Windows flushes only what is open for writing. */
const syncFile = (path: string): Promise<void> => sync(path, "r+");

/** Windows opens no folders, and needs not: it writes their entries down by itself. */
export async function syncFolder(path: string, platform = process.platform): Promise<void> {
  if (platform !== "win32") await sync(path, "r");
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a whole file so that a crash leaves the old content or the new, never a mixture. */
export function writeFileDurably(path: string, content: string | Uint8Array): Promise<void> {
  return onDisk(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.temporary`;
    const handle = await open(temporary, "w");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  });
}

/**
 * Makes a finished folder visible under its final name at one stroke. Where that name is taken,
 * somebody finished the same work first: theirs stays and ours is removed.
 */
export function publishFolder(
  temporary: string,
  final: string,
  move: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  return onDisk(final, async () => {
    const files = await readdir(temporary);
    await Promise.all([
      ...files.map((name) => syncFile(join(temporary, name))),
      syncFolder(temporary),
      mkdir(dirname(final), { recursive: true }),
    ]);
    try {
      await move(temporary, final);
    } catch (error) {
      if (!(await isTaken(error, final))) throw error;
      await rm(temporary, { recursive: true, force: true });
    }
    await syncFolder(dirname(final));
  });
}

async function isTaken(error: unknown, final: string): Promise<boolean> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOTEMPTY" || code === "EEXIST") return true;
  // Windows says no more than that it may not be.
  return (
    code === "EPERM" &&
    access(final).then(
      () => true,
      () => false,
    )
  );
}
