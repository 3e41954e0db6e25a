import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { onDisk, publishFolder } from "../artifact/durable.ts";
import { compileIndex, type IndexSource } from "./compile-index.ts";
import type { VectorSource } from "./compile-query-vectors.ts";
import { indexFault } from "./index-fault.ts";
import {
  folderAfter,
  type IndexManifest,
  indexFolder,
  isCurrent,
  isIndexOf,
  readManifest,
} from "./index-manifest.ts";

/** Vectors for an index, wanted only where it is compiled. */
export interface WantedVectors {
  /** Id of the encoder. */
  readonly encoder: string;
  /** Undefined where it can't be had now. */
  open(): Promise<VectorSource | undefined>;
}

export interface IndexPlaces {
  /** Where the indexes of all contents lie. */
  readonly indexes: string;
  /** For what is not yet whole; on the same disk. */
  readonly temporary: string;
  /** Contents whose indexes stay; those of others are removed. */
  readonly keep: readonly string[];
}

/**
 * Makes sure that the index of a graph version is there, whole and in today's form. It is compiled aside
 * and renamed into place. An index without vectors is compiled again once an encoder is at hand: beside the
 * first, which goes when the second is there, so that at no moment there is none.
 * @returns whether it was compiled
 */
export async function publishIndex(
  source: Omit<IndexSource, "vectors">,
  wanted: WantedVectors | undefined,
  { indexes, temporary, keep }: IndexPlaces,
  signal: AbortSignal,
): Promise<boolean> {
  const before = await indexFolder(indexes, source.content);
  const manifest = await soundManifest(before, source.content);
  const isThere = manifest !== undefined;
  if (isThere && (wanted === undefined || manifest.vectors?.encoder === wanted.encoder)) {
    return false;
  }
  const vectors = await wanted?.open();
  if (isThere && vectors === undefined) return false;
  const folder = await onDisk(temporary, async () => {
    await mkdir(temporary, { recursive: true });
    return mkdtemp(join(temporary, "index-"));
  });
  try {
    await mkdir(indexes, { recursive: true });
    await compileIndex({ ...source, vectors }, folder, signal);
    // What is there is of another form, is damaged or lacks vectors: a server that has it open keeps it.
    const isTaken = (await readdir(indexes)).some((name) => isIndexOf(name, source.content));
    await publishFolder(folder, isTaken ? folderAfter(before, source.content) : before);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const final = await indexFolder(indexes, source.content);
  for (const name of await readdir(indexes)) {
    const isKept =
      join(indexes, name) === final ||
      keep.some((one) => one !== source.content && isIndexOf(name, one));
    if (!isKept) await rm(join(indexes, name), { recursive: true, force: true });
  }
  return true;
}

/** The manifest of an index of this content that can be opened as it is. */
async function soundManifest(folder: string, content: string): Promise<IndexManifest | undefined> {
  const manifest = await readManifest(folder).catch(() => undefined);
  if (manifest === undefined || !isCurrent(manifest, content)) return undefined;
  return (await indexFault(folder, manifest)) === undefined ? manifest : undefined;
}
