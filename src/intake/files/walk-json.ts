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

/** Where a text is no JSON by its brackets. */
export interface JsonFault {
  /** What begins there has no end; a bracket closes what is not open; something stands behind the end. */
  readonly kind: "unended" | "unmatched" | "behind";
  readonly line: number;
}

/** What was seen of a JSON text so far. */
export interface JsonShape {
  /** Objects that lie in nothing. */
  objects: number;
  /** Line of the second of them. */
  secondOn: number | null;
  /** Members of those, where records are at depth 2. */
  readonly names: Set<string>;
  /** Those members that hold lists. */
  readonly lists: Set<string>;
  /** Those members that hold objects. */
  readonly inner: Set<string>;
  /** Known once the walk has come to its end. */
  fault: JsonFault | null;
}

export const newShape = (): JsonShape => ({
  ...{ objects: 0, secondOn: null, fault: null },
  ...{ names: new Set(), lists: new Set(), inner: new Set() },
});

/** A member's name that is longer is none that anything asks for. */
const maxNameBytes = 1024;

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
  const outermost = recordDepth === 1 ? openList : openObject;
  let line = 1;
  let isInString = false;
  let isEscaped = false;
  let isFirst = true;
  let mayBeNamed = false;
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
    for (let at = isMarked ? 3 : 0; at < chunk.length && shape.fault === null; at++) {
      const byte = chunk[at] as number;
      if (byte === newline) line++;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
        if (isInString && mayBeNamed && nameBytes.length < maxNameBytes) nameBytes.push(byte);
        continue;
      }
      if (blanks.has(byte)) {
        if (byte === newline && recordDepth === 0 && open.length === 0) endOther();
        continue;
      }
      if (recordDepth > 0 && open.length === 0 && byte !== outermost) {
        shape.fault = { kind: "behind", line };
      } else if (byte === openObject || byte === openList) {
        if (open.length === 0 && byte === openObject) {
          shape.objects++;
          if (shape.objects === 2) shape.secondOn = line;
        }
        if (isAmongRecords()) {
          if (byte === openList) otherOn ??= line;
          else {
            endOther();
            record = { line, parts: [], bytes: 0 };
            start = at;
          }
        }
        if (recordDepth === 2 && open.length === 1 && list !== null) {
          (byte === openList ? shape.lists : shape.inner).add(list);
        }
        open.push(byte);
        openedOn.push(line);
        mayBeNamed = recordDepth === 2 && open.length === 1 && byte === openObject;
      } else if (byte === closeObject || byte === closeList) {
        if (record === null && isAmongRecords()) endOther();
        openedOn.pop();
        if (open.pop() !== (byte === closeObject ? openObject : openList)) {
          shape.fault = { kind: "unmatched", line };
        } else if (record !== null && open.length === recordDepth) {
          const bytes = wholeOf(record, chunk.subarray(start, at + 1));
          pieces.push({ line: record.line, list, bytes });
          record = null;
        }
      } else if (byte === quote) {
        isInString = true;
        nameBytes = [];
        if (isAmongRecords()) otherOn ??= line;
      } else if (byte === colon && mayBeNamed) {
        mayBeNamed = false;
        list = nameOf(nameBytes);
        shape.names.add(list);
      } else if (byte === comma && recordDepth === 2 && open.length === 1) {
        mayBeNamed = true;
      } else if (isAmongRecords()) {
        if (byte === comma) endOther();
        else otherOn ??= line;
      }
    }
    if (record !== null) keep(record, chunk.subarray(start));
    yield pieces;
    if (shape.fault !== null) return;
  }
  if (otherOn !== null) yield [{ line: otherOn, list, bytes: null }];
  const unended = record?.line ?? openedOn.at(-1);
  if (unended !== undefined) shape.fault = { kind: "unended", line: unended };
}

/** A member's name, with what is escaped in it. */
function nameOf(bytes: readonly number[]): string {
  const text = Buffer.from(bytes).toString("utf8");
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
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
