import { dirname } from "node:path";
import { CosmoError } from "../domain/cosmo-error.ts";

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. */
export const busy = 5;
export const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
export const cannotOpen = 14;
const notADatabase = 26;
/** The file beside the database could not grow: SQLite's other way of meeting a full disk. */
const sharedMemorySize = 4874;

const numberOf = (error: unknown, property: string): number | undefined => {
  const value = (error as Record<string, unknown> | null)?.[property];
  return typeof value === "number" ? value : undefined;
};

/** What SQLite says without its details; 0 where it is not SQLite that failed. */
export const primaryCodeOf = (error: unknown): number => (numberOf(error, "errcode") ?? 0) & 0xff;

/** Whether it failed for a disk that is full. */
export const isDiskFull = (error: unknown): boolean =>
  primaryCodeOf(error) === full ||
  numberOf(error, "errcode") === sharedMemorySize ||
  codeOf(error) === "ENOSPC";

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/**
 * What a failure of SQLite or of the folder around it means to a person. Anything else, such as
 * a broken statement or constraint, is a fault of the program and comes back as it was.
 */
export function stateFailure(error: unknown, file: string): unknown {
  const primary = primaryCodeOf(error);
  const systemCode = codeOf(error);

  if (isDiskFull(error)) {
    return new CosmoError("DISK_FULL", `The disk that holds ${dirname(file)} is full`, {
      hint: "Free some space and run again; nothing that was finished is lost.",
      cause: error,
    });
  }
  if (primary === corrupt || primary === notADatabase) {
    return new CosmoError("STATE_DAMAGED", `${file} is damaged: ${reasonOf(error)}`, {
      hint: "Put a copy of the file back; or move it away and run again, then what it held is lost and made anew.",
      cause: error,
    });
  }
  if (primary === busy) {
    return new CosmoError("STATE_BUSY", `${file} is being written by another process`, {
      hint: "Wait until the other cosmo has finished, or stop it, and run again.",
      cause: error,
    });
  }
  if (
    [readOnly, inputOutput, cannotOpen].includes(primary) ||
    ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(String(systemCode))
  ) {
    return new CosmoError(
      "STATE_UNUSABLE",
      `${file} cannot be opened, read or written: ${reasonOf(error)}`,
      {
        hint: "Check that the folder is on a sound disk and that you may write in it.",
        cause: error,
      },
    );
  }
  return error;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : "unknown");
