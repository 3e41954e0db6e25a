import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const prefix = ".fetching-";
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/**
 * Calls `work` with a fresh folder below `parent`, on the same disk so that a rename out of it is
 * atomic, and removes it. Folders that a killed process left there more than a day ago go too.
 */
export async function withScratchFolder<Result>(
  parent: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, prefix));
  try {
    await removeAbandoned(parent, folder);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ages are measured against the new folder's own time stamp: the disk's clock, not this machine's. */
async function removeAbandoned(parent: string, newFolder: string): Promise<void> {
  const now = (await stat(newFolder)).mtimeMs;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    const modified = await stat(path).then(
      (stats) => stats.mtimeMs,
      () => now, // its owner removed it meanwhile
    );
    if (now - modified > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
}
