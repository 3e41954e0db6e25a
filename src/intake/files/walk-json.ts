import { Problem } from "../import-item.ts";

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const newline = 0x0a;
const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, newline]);

const maxRecordBytes = 16 * 1024 * 1024;

const tooLong = new Problem("LINE_TOO_LONG", "The record is longer than 16 MiB.");

/**
 * How deep the records lie: 0, one after the other; 1, in one list; 2, in lists that are members of one object.
 */
export type RecordDepth = 0 | 1 | 2;

/** A piece of a JSON text that stands where records do. */
export interface JsonPiece {
  /** Where it begins, from 1. */
  readonly line: number;
  /** The member in whose list it lies, of records at depth 2. */
  readonly list: string | null;
  /** An object's text; null: what stands there is none. */
  readonly bytes: Buffer | Problem | null;
}

/** What was seen of a JSON text so far. */
export interface JsonShape {
  /** Objects that lie in nothing. */
  objects: number;
  /** Members of those, where records are at depth 2. */
  readonly names: Set<string>;
  /** Those members that hold lists. */
  readonly lists: Set<string>;
  /** The line of what has no end, once all is read; null: all has one. */
  unended: number | null;
}

export const newShape = (): JsonShape => ({
  ...{ objects: 0, names: new Set(), lists: new Set(), unended: null },
});

/**
 * Cuts a JSON text, of any size and however its lines are broken, into the objects that are its records. Only brackets and quotes are
 * looked at: whether a piece is JSON is seen when it is parsed.
 *
 * @param shape is filled with what was seen
 */
export async function* walkJson(
  chunks: AsyncIterable<Buffer>,
  recordDepth: RecordDepth,
  shape: JsonShape,
): AsyncGenerator<readonly JsonPiece[]> {
  const open: number[] = [];
  const openedOn: number[] = [];
  let line = 1;
  let isInString = false;
  let isEscaped = false;
  let isFirst = true;
  let nameBytes: number[] = [];
  let list: string | null = null;
  let record: OpenRecord | null = null;
  let otherOn: number | null = null;
  const isAmongRecords = (): boolean =>
    open.length === recordDepth &&
    (recordDepth === 0 || open[recordDepth - 1] === openList) &&
    (recordDepth !== 2 || open[0] === openObject);
  for await (const chunk of chunks) {
    const pieces: JsonPiece[] = [];
    let start = 0;
    const endOther = (): void => {
      if (otherOn !== null) pieces.push({ line: otherOn, list, bytes: null });
      otherOn = null;
    };
    const isMarked = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    isFirst = false;
    for (let at = isMarked ? 3 : 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === newline) line++;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
        if (isInString && recordDepth === 2 && open.length === 1) nameBytes.push(byte);
        continue;
      }
      if (byte === openObject || byte === openList) {
        if (open.length === 0 && byte === openObject) shape.objects++;
        if (isAmongRecords()) {
          if (byte === openList) otherOn ??= line;
          else {
            endOther();
            record = { line, parts: [], bytes: 0 };
            start = at;
          }
        }
        if (recordDepth === 2 && open.length === 1 && byte === openList && list !== null) {
          shape.lists.add(list);
        }
        open.push(byte);
        openedOn.push(line);
      } else if (byte === closeObject || byte === closeList) {
        if (record === null && isAmongRecords()) endOther();
        open.pop();
        openedOn.pop();
        if (record !== null && open.length === recordDepth) {
          const bytes = wholeOf(record, chunk.subarray(start, at + 1));
          pieces.push({ line: record.line, list, bytes });
          record = null;
        }
      } else if (byte === quote) {
        isInString = true;
        nameBytes = [];
        if (isAmongRecords()) otherOn ??= line;
      } else if (byte === colon && recordDepth === 2 && open.length === 1) {
        list = Buffer.from(nameBytes).toString("utf8");
        shape.names.add(list);
      } else if (isAmongRecords()) {
        if (byte === comma || (recordDepth === 0 && byte === newline)) endOther();
        else if (!blanks.has(byte)) otherOn ??= line;
      }
    }
    if (record !== null) keep(record, chunk.subarray(start));
    yield pieces;
  }
  if (otherOn !== null) yield [{ line: otherOn, list, bytes: null }];
  shape.unended = record?.line ?? openedOn[0] ?? null;
}

interface OpenRecord {
  readonly line: number;
  readonly parts: Buffer[];
  bytes: number;
}

/** Keeps a part of a record that goes on in the next chunk, as long as it may still become one. */
function keep(record: OpenRecord, part: Buffer): void {
  record.bytes += part.length;
  if (record.bytes > maxRecordBytes) record.parts.length = 0;
  else record.parts.push(part);
}

function wholeOf(record: OpenRecord, last: Buffer): Buffer | Problem {
  keep(record, last);
  return record.bytes > maxRecordBytes ? tooLong : Buffer.concat(record.parts);
}
