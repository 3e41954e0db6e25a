import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";

export interface Lock {
  release(): Promise<void>;
}

/**
 * Keeps two commands from writing one workspace. A lock whose process is gone (`kill -9`, a crash)
 * is taken over.
 * @throws CosmoError WORKSPACE_BUSY
 */
export async function takeLock(file: string): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  for (;;) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = Number(await readFile(file, "utf8").catch(() => ""));
    if (isAlive(owner)) {
      throw new CosmoError("WORKSPACE_BUSY", `Process ${owner} is working in this workspace`, {
        hint: "Wait until it is done, or stop it; then run the same command again.",
      });
    }
    await rm(file, { force: true });
  }
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
