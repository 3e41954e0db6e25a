import { isUtf8 } from "node:buffer";
import { Problem } from "../import-item.ts";
import { fileError } from "./file-error.ts";
import type { SourceFile } from "./find-files.ts";
import { readBytes } from "./read-bytes.ts";

/** Lines that follow each other; a line that cannot be text stands as its problem. */
export interface LineBatch {
  /** Number of the first line in the file, from 1. */
  readonly first: number;
  readonly texts: readonly (string | Problem)[];
}

const maxLineBytes = 16 * 1024 * 1024;
const newline = 0x0a;

/** A line in bytes that are no UTF-8. */
export const notUtf8 = new Problem("TEXT_NOT_UTF8", "The line is not UTF-8 text.");
const notDecoded = new Problem(
  "TEXT_NOT_IN_ENCODING",
  "The line has bytes that are no character of the encoding that --encoding names.",
);
const tooLong = new Problem("LINE_TOO_LONG", "The line is longer than 16 MiB.");

const carriageReturn = 0x0d;

/**
 * Bytes of a file whose lines end with CR alone, as old programs of the Macintosh write them, with LF for
 * each; of another file as they are. Told by the first of them, which are many lines.
 */
export async function* withNewlines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isReturnOnly: boolean | undefined;
  for await (const chunk of chunks) {
    isReturnOnly ??= hasReturnsAlone(chunk);
    yield isReturnOnly
      ? Buffer.from(chunk.map((byte) => (byte === carriageReturn ? newline : byte)))
      : chunk;
  }
}

function hasReturnsAlone(chunk: Buffer): boolean {
  const first = chunk.indexOf(carriageReturn);
  // The LF of a last CR may be in the next chunk.
  return first !== -1 && first < chunk.length - 1 && !chunk.includes(newline);
}

/** Whether its text comes from an encoding that was named: then some bytes may be no character. */
export const isFromEncoding = ({ encoding }: SourceFile): boolean =>
  encoding != null && encoding !== "utf-8";

/**
 * The lines of a text file without their ends (LF, CRLF or CR) and without a byte order mark.
 * @throws CosmoError FILE_CUT_SHORT, FILE_DAMAGED, FILE_UNREADABLE, FILE_NOT_TEXT
 */
export async function* readLines(file: SourceFile, signal: AbortSignal): AsyncGenerator<LineBatch> {
  let line = 1;
  let carried: Buffer[] = [];
  let carriedBytes = 0;
  let overlong = false;
  const isDecoded = isFromEncoding(file);
  const batchOf = (block: Buffer): LineBatch => {
    const texts = decodeLines(line === 1 ? withoutMark(block) : block, isDecoded);
    const batch = { first: line, texts: overlong ? [tooLong, ...texts.slice(1)] : texts };
    line += texts.length;
    overlong = false;
    return batch;
  };
  try {
    for await (const chunk of withNewlines(readBytes(file))) {
      signal.throwIfAborted();
      const end = chunk.lastIndexOf(newline);
      if (end !== -1) {
        yield batchOf(Buffer.concat([...carried, chunk.subarray(0, end)]));
        carried = [];
        carriedBytes = 0;
      }
      carried.push(chunk.subarray(end + 1));
      carriedBytes += chunk.length - end - 1;
      if (carriedBytes > maxLineBytes) {
        overlong = true;
        carried = [];
        carriedBytes = 0;
      }
    }
    if (carriedBytes > 0 || overlong) yield batchOf(Buffer.concat(carried));
  } catch (error) {
    throw fileError(error, file.name, line - 1);
  }
}

const withoutMark = (block: Buffer): Buffer =>
  block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? block.subarray(3) : block;

/** What stands for bytes that could not be decoded. */
const replacement = "\uFFFD";

/** @param isDecoded whether the text came from an encoding that was named */
function decodeLines(block: Buffer, isDecoded: boolean): (string | Problem)[] {
  if (!isUtf8(block)) return linesOf(block).map((bytes) => (isUtf8(bytes) ? text(bytes) : notUtf8));
  const lines = block.toString("utf8").split("\n");
  const texts = block.includes(0x0d) ? lines.map(withoutReturn) : lines;
  return isDecoded && block.includes(replacement)
    ? texts.map((text) => (text.includes(replacement) ? notDecoded : text))
    : texts;
}

const text = (bytes: Buffer): string => withoutReturn(bytes.toString("utf8"));

/**
 * The text of a piece of a file that is no line, or why it cannot be text.
 * @param isDecoded as above
 */
export function decodePiece(bytes: Buffer, isDecoded: boolean): string | Problem {
  if (!isUtf8(bytes)) return notUtf8;
  const piece = bytes.toString("utf8");
  return isDecoded && piece.includes(replacement) ? notDecoded : piece;
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

function linesOf(block: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = block.indexOf(newline); end !== -1; end = block.indexOf(newline, start)) {
    lines.push(block.subarray(start, end));
    start = end + 1;
  }
  lines.push(block.subarray(start));
  return lines;
}
