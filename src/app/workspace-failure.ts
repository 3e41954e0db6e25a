import { join } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";

/**
 * What the system or the SQL engine says of a workspace's own files, with a next step: a full disk,
 * a place that may not be written, a part that is damaged or gone. Any other error comes back as it is.
 */
export function workspaceFailure(error: unknown, folder: string): unknown {
  if (error instanceof CosmoError || !(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new CosmoError("DISK_FULL", `The disk is full: ${folder} could not be written`, {
      hint: "Free some space and run the same command again; finished work is kept.",
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
    return new CosmoError(
      "NOT_WRITABLE",
      `${folder} may not be read or written: ${error.message}`,
      {
        hint: "Give yourself access to it, or choose another folder with --workspace.",
        cause: error,
        exitCode: 2,
      },
    );
  }
  const [said = ""] = error.message.split("\n", 1);
  const parts = join(folder, "data", "parts");
  const start = said.indexOf(parts);
  if (start === -1) return error;
  const [part = parts] = said.slice(start).split(/["']|\/rows\.parquet/, 1);
  return new CosmoError("PART_DAMAGED", `${part} can't be read: ${said}`, {
    hint: "Remove that folder and run `cosmo run`, which remakes it; a folder of events or products comes back by the same `cosmo import` as before.",
    cause: error,
  });
}
