import { CosmoError } from "../domain/cosmo-error.ts";
import type { ModelFile } from "./model-file.ts";
import { reasonOf } from "./reason-of.ts";
import { sha256OfFile } from "./sha256-of-file.ts";

export interface LocalModelFile {
  readonly path: string;
  /** False: another model in the same format is meant, its own SHA-256 becomes its identity. */
  readonly pinned: boolean;
}

/** The file that a person named, with its SHA-256. Throws MODEL_FILE_MISSING, MODEL_FILE_MISMATCH. */
export async function hashLocalFile(
  { path, pinned }: LocalModelFile,
  file: ModelFile,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly sha256: string }> {
  const sha256 = await sha256OfFile(path, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new CosmoError("MODEL_FILE_MISSING", `Cannot read ${path}: ${reasonOf(error)}.`, {
      hint: "Correct the path in the settings, or leave it out so that the file is fetched.",
      cause: error,
      exitCode: 2,
    });
  });
  if (pinned && sha256 !== file.sha256)
    throw new CosmoError(
      "MODEL_FILE_MISMATCH",
      `${path} is not ${file.fileName} of ${file.model}: its SHA-256 is ${sha256}, not ${file.sha256}.`,
      {
        hint: "Name the right file, or leave it out of the settings so that the file is fetched.",
        exitCode: 2,
      },
    );
  return { path, sha256 };
}
