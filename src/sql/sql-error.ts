import { CosmoError } from "../domain/cosmo-error.ts";

/** Turns an engine's message into an error with a next step, where its cause is known. */
export function sqlError(error: unknown): unknown {
  if (error instanceof CosmoError || !(error instanceof Error)) return error;
  const text = error.message;
  if (/No space left on device|disk quota|failed to write .* bytes|could not write/i.test(text)) {
    return new CosmoError("DISK_FULL", `The disk is full: ${firstLine(text)}`, {
      hint: "Free some space and run the same command again; finished work is kept.",
      cause: error,
    });
  }
  if (/Out of Memory|(?:could not|failed to) (?:allocate|pin)/i.test(text)) {
    return new CosmoError("MEMORY_LIMIT", `The memory limit was reached: ${firstLine(text)}`, {
      hint: "Raise sql.memory-limit in cosmo.yaml, or give the machine more free disk to spill to.",
      cause: error,
    });
  }
  if (/Failed to create directory/i.test(text)) {
    return new CosmoError("NOT_WRITABLE", `There is no place to spill to: ${firstLine(text)}`, {
      hint: "Give yourself write access to that folder, or raise sql.memory-limit in cosmo.yaml.",
      cause: error,
      exitCode: 2,
    });
  }
  return error;
}

export const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text;
