import { readFile } from "node:fs/promises";
import { CosmoError } from "../domain/cosmo-error.ts";

/** What a file that holds no whole JSON means to a person. */
export interface DamagedFile {
  /** The next step. */
  readonly hint: string;
  /** Default RECORD_DAMAGED. */
  readonly code?: string;
}

/**
 * Reads a JSON file that cosmo wrote; its shape is trusted.
 * @returns undefined where there is no such file
 * @throws CosmoError RECORD_DAMAGED, or the code of `damaged`, where it is cut short or no JSON
 * @example
 * const records = await readJsonFile<ImportRecord[]>(file, {
 *   hint: "Put a copy of the file back, or remove it and import again.",
 * });
 */
export async function readJsonFile<Value>(
  file: string,
  damaged: DamagedFile,
): Promise<Value | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Value;
  } catch (cause) {
    throw new CosmoError(
      damaged.code ?? "RECORD_DAMAGED",
      `${file} is unreadable: ${(cause as Error).message}`,
      { hint: damaged.hint, cause },
    );
  }
}
