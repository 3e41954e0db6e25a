import { join } from "node:path";
import { fileHash } from "../artifact/file-hash.ts";
import { indexFolder, isCurrent, readManifest } from "./index-manifest.ts";

/** Reads the index of a content whole and compares it with its manifest; an answer is what is wrong. */
export async function checkIndex(indexes: string, content: string): Promise<string | undefined> {
  const folder = await indexFolder(indexes, content);
  try {
    const manifest = await readManifest(folder);
    if (manifest === undefined) return `${folder} is missing`;
    if (!isCurrent(manifest, content)) return `${folder} is of another graph or another cosmo`;
    for (const [name, { sha256 }] of Object.entries(manifest.files)) {
      if ((await fileHash(join(folder, name))) !== sha256) {
        return `${join(folder, name)} is not the file that its manifest names`;
      }
    }
    return undefined;
  } catch (error) {
    return `${folder} can't be read: ${(error as Error).message}`;
  }
}
