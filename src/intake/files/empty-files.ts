import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Notice } from "../import-item.ts";

/** Lets an import go on where some of its files are empty: a day without events is a day. */
export interface EmptyFiles {
  /** What `open` gives, or null where the file of that name is empty. */
  opened<Opened>(name: string, open: () => Promise<Opened>): Promise<Opened | null>;
  /** @throws what was thrown, where it tells of no empty file, or no file of the import holds a row */
  skip(error: unknown, name: string): void;
}

/** @param count how many files the import has */
export function emptyFiles(count: number, notice: (notice: Notice) => void): EmptyFiles {
  let empty = 0;
  const skip: EmptyFiles["skip"] = (error, name) => {
    if (!(error instanceof CosmoError) || error.code !== "FILE_EMPTY") throw error;
    empty += 1;
    if (empty === count) throw error;
    notice({ code: "FILE_SKIPPED", message: `${name} is empty: nothing was read from it.` });
  };
  return {
    skip,
    async opened(name, open) {
      try {
        return await open();
      } catch (error) {
        skip(error, name);
        return null;
      }
    },
  };
}
