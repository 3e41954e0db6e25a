import { CosmoError } from "../../domain/cosmo-error.ts";
import { Problem } from "../import-item.ts";
import { emptyFile, fileError } from "./file-error.ts";
import type { SourceFile } from "./find-files.ts";
import { placeOfRecords, type RecordPlace } from "./place-of-records.ts";
import { readBytes } from "./read-bytes.ts";
import { decodePiece, isFromEncoding, type LineBatch, readLines } from "./read-lines.ts";
import { resumed } from "./resumed.ts";
import type { BrokenRecord, SourceRecord, SourceRecords } from "./source-record.ts";
import { newShape, walkJson } from "./walk-json.ts";

/** How many records are looked at before a column is called missing. */
const recordsForColumns = 10_000;
/** Names beyond these are taken for data (attributes by their ids), not for columns. */
const maxColumns = 1000;

export type JsonObject = Readonly<Record<string, unknown>>;

/** The parser's own words are not repeated: they quote the text, which may hold what shoppers typed. */
const problems = (piece: "line" | "record") => ({
  broken: new Problem("JSON_BROKEN", `The ${piece} is not one whole JSON value.`),
  notObject: new Problem("JSON_NOT_OBJECT", `The ${piece} is not a JSON object.`),
});
const [ofLine, ofRecord] = [problems("line"), problems("record")];

/** Whether a JSON value is an object, not an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON object on a line, or why there is none. */
export const parseJsonLine = (text: string): JsonObject | Problem => parseJson(text, ofLine);

function parseJson(
  text: string,
  { broken, notObject }: ReturnType<typeof problems>,
): JsonObject | Problem {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : notObject;
  } catch {
    return broken;
  }
}

/**
 * One JSON object a line, blank lines skipped; or objects in a list, which may be a member of one object, or one after the other with
 * lines broken anywhere. `a.b` names a column within a column.
 *
 * @throws CosmoError FILE_EMPTY, JSON_LISTS, and what `readLines` throws; JSON_UNENDED once it is read
 */
export async function readJson(file: SourceFile, signal: AbortSignal): Promise<SourceRecords> {
  const place = await placeOfRecords(file, signal);
  const batches =
    place === null ? jsonBatches(readLines(file, signal)) : pieceBatches(file, place, signal);
  const records = await objectRecords(batches);
  if (records === null) throw emptyFile(file.name);
  return place?.list == null ? records : { ...records, wrappedIn: place.list };
}

async function* pieceBatches(
  file: SourceFile,
  { depth, list, isOneLine }: RecordPlace,
  signal: AbortSignal,
): AsyncGenerator<readonly (SourceRecord | BrokenRecord)[]> {
  const shape = newShape();
  const isDecoded = isFromEncoding(file);
  let count = 0;
  let last = 0;
  try {
    for await (const pieces of walkJson(readBytes(file), depth, shape)) {
      signal.throwIfAborted();
      yield pieces
        .filter((piece) => list === null || piece.list === list)
        .map((piece) => {
          count++;
          last = piece.line;
          const line = isOneLine ? count : piece.line;
          const text =
            piece.bytes instanceof Buffer ? decodePiece(piece.bytes, isDecoded) : piece.bytes;
          const value =
            typeof text === "string" ? parseJson(text, ofRecord) : (text ?? ofRecord.notObject);
          return value instanceof Problem ? { line, problem: value } : { line, value };
        });
    }
  } catch (error) {
    throw fileError(error, file.name, last);
  }
  if (shape.unended !== null) throw unended(file.name, shape.unended);
}

const unended = (name: string, line: number): CosmoError =>
  new CosmoError("JSON_UNENDED", `${name} ends in the middle of what begins on line ${line}.`, {
    hint: "The records before the cut were read. Write the file again, then import again.",
  });

/**
 * Records that are objects, or null where there are none. Their columns are those of the first ten
 * thousand; `columns` grows when a later record names another.
 */
export async function objectRecords(
  batches: AsyncGenerator<readonly (SourceRecord | BrokenRecord)[]>,
): Promise<SourceRecords | null> {
  const head: (SourceRecord | BrokenRecord)[] = [];
  let failure: unknown;
  try {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      head.push(...next.value);
      if (head.length >= recordsForColumns) break;
    }
  } catch (error) {
    if (head.length === 0) throw error;
    failure = error;
  }
  if (head.length === 0) return null;
  const columns: string[] = [];
  const growing = growingColumns(columns, resumed(head, failure ? failing(failure) : batches));
  const first = await growing.next();
  return { columns, cell: memberOf, batches: resumed(first.done ? head : first.value, growing) };
}

/** What is behind the records before a damage. */
// biome-ignore lint/correctness/useYield: it ends before the first
async function* failing(failure: unknown): AsyncGenerator<never> {
  throw failure;
}

async function* growingColumns(
  columns: string[],
  batches: AsyncIterable<readonly (SourceRecord | BrokenRecord)[]>,
): AsyncGenerator<readonly (SourceRecord | BrokenRecord)[]> {
  const names = new Set<string>();
  for await (const batch of batches) {
    for (const record of batch) if ("value" in record) collectNames(record.value, "", names);
    if (names.size > columns.length) columns.push(...[...names].slice(columns.length));
    yield batch;
  }
}

/** Adds the names of an object's members, and of theirs behind a point, up to a thousand in all. */
export function collectNames(value: unknown, prefix: string, names: Set<string>): void {
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    if (names.size >= maxColumns) return;
    names.add(prefix + name);
    const member = value[name];
    if (isObject(member)) collectNames(member, `${prefix}${name}.`, names);
  }
}

/** A member by its name; else, where the name has points, by its path. */
export function memberOf(column: string): (value: unknown) => unknown {
  const path = column.split(".");
  if (path.length === 1) return (value) => (value as JsonObject)[column];
  return (value) => {
    const whole = (value as JsonObject)[column];
    if (whole !== undefined) return whole;
    return path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), value);
  };
}

async function* jsonBatches(
  batches: AsyncIterable<LineBatch>,
): AsyncGenerator<readonly (SourceRecord | BrokenRecord)[]> {
  for await (const { first, texts } of batches) {
    const records: (SourceRecord | BrokenRecord)[] = [];
    for (const [index, text] of texts.entries()) {
      if (typeof text === "string" && text.trim() === "") continue;
      const line = first + index;
      const value = text instanceof Problem ? text : parseJsonLine(text);
      records.push(value instanceof Problem ? { line, problem: value } : { line, value });
    }
    yield records;
  }
}
