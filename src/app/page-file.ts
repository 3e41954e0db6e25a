import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { onDisk, writeFileDurably } from "../artifact/durable.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { Environment } from "./environment.ts";

/** A file that a page may be written to. */
export interface PageFile {
  /** Writes it whole, in place of an older one. */
  write(page: string): Promise<void>;
}

/** A page's mark is among these bytes. */
const headLength = 4096;

/**
 * Looks at the place of a page before the work for it is done: an older page is written anew, anything else is not ours.
 *
 * @param mark in the head of every page of this kind
 * @throws CosmoError PAGE_FOREIGN
 */
export async function openPageFile(
  { currentFolder }: Pick<Environment, "currentFolder">,
  path: string,
  mark: string,
): Promise<PageFile> {
  const file = resolve(currentFolder, path);
  const head = await onDisk(file, () => headOf(file));
  if (head !== undefined && !head.includes(mark)) {
    throw new CosmoError("PAGE_FOREIGN", `${path} is there already, and is no page of this kind`, {
      hint: "Name another file with --page, or remove this one.",
      exitCode: 2,
    });
  }
  return { write: (page) => writeFileDurably(file, page) };
}

/** @returns undefined where nothing is there; nothing of a folder */
async function headOf(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code === "EISDIR") return "";
    throw error;
  }
}
