import { CosmoError } from "../../domain/cosmo-error.ts";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/**
 * What the system or a decompressor reported, as an error with a place and a next step.
 * @param line the last line that was read whole
 */
export function fileError(error: unknown, name: string, line: number): unknown {
  if (error instanceof CosmoError) return error;
  const code = codeOf(error);
  const place = line === 0 ? "before its first line" : `after line ${line}`;
  if (code === "Z_BUF_ERROR") {
    return new CosmoError("FILE_CUT_SHORT", `${name} ends in the middle, ${place}.`, {
      hint: "The rows before the cut were read. Copy the file again (gzip -t or zstd -t checks it), then import again.",
      cause: error,
    });
  }
  if (code.startsWith("Z_") || code.startsWith("ZSTD_")) {
    return new CosmoError("FILE_DAMAGED", `${name} cannot be decompressed ${place}: ${code}.`, {
      hint: "Copy the file again (gzip -t or zstd -t checks it), then import again.",
      cause: error,
    });
  }
  if (["EACCES", "EPERM", "EISDIR", "EIO", "EMFILE"].includes(code)) {
    return new CosmoError("FILE_UNREADABLE", `${name} cannot be read: ${code}.`, {
      hint: "Check that you may read it (ls -l), then import again.",
      cause: error,
    });
  }
  return error;
}

export const emptyFile = (name: string): CosmoError =>
  new CosmoError("FILE_EMPTY", `${name} is empty.`, {
    hint: "Write the file again, or leave it out of the import.",
  });
