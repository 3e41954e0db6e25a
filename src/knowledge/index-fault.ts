import { open } from "node:fs/promises";
import { join } from "node:path";
import { databaseFileName } from "./index-database.ts";
import type { IndexManifest } from "./index-manifest.ts";

/** Where LMDB notes what it is, at the beginning of each of its first two pages. */
const magic = { at: 24, value: 0xbeefc0de } as const;
/** Where the first of them has the size of a page. */
const pageSizeAt = 48;
const smallestPage = 512;
const greatestPage = 65_536;

/**
 * What is wrong with the files of an index, as far as a look at their sizes and beginnings tells; undefined
 * where nothing is. LMDB maps its file into memory unseen: one that is cut short or none of its own would
 * end the process. `checkIndex` reads the files whole.
 */
export async function indexFault(
  folder: string,
  manifest: IndexManifest,
): Promise<string | undefined> {
  if (manifest.files[databaseFileName] === undefined) return `${folder} has no ${databaseFileName}`;
  for (const [name, { bytes }] of Object.entries(manifest.files)) {
    const fault = await faultOf(join(folder, name), bytes, name === databaseFileName);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

async function faultOf(
  file: string,
  bytes: number,
  isDatabase: boolean,
): Promise<string | undefined> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => error);
  if (handle instanceof Error) return `${file} can't be read (${handle.code})`;
  try {
    const { size } = await handle.stat();
    if (size !== bytes) return `${file} has ${size} bytes; its manifest says ${bytes}`;
    const uint32At = async (place: number): Promise<number> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, place);
      return bytesRead === 4 ? buffer.readUInt32LE() : 0;
    };
    if (!isDatabase) return undefined;
    const page = await uint32At(pageSizeAt);
    const isWhole =
      page >= smallestPage &&
      page <= greatestPage &&
      (await uint32At(magic.at)) === magic.value &&
      (await uint32At(page + magic.at)) === magic.value;
    return isWhole ? undefined : `${file} is no LMDB file`;
  } finally {
    await handle.close();
  }
}
