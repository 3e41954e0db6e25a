import { CosmoError } from "../../domain/cosmo-error.ts";
import { Problem } from "../import-item.ts";
import { emptyFile, fileError } from "./file-error.ts";
import type { SourceFile } from "./find-files.ts";
import { jsonLinesCommand } from "./format.ts";
import { readBytes } from "./read-bytes.ts";
import { type LineBatch, readLines } from "./read-lines.ts";
import { resumed } from "./resumed.ts";
import type { BrokenRecord, SourceRecord, SourceRecords } from "./source-record.ts";

/** How many records are looked at before a column is called missing. */
const recordsForColumns = 10_000;
/** Names beyond these are taken for data (attributes by their ids), not for columns. */
const maxColumns = 1000;

export type JsonObject = Readonly<Record<string, unknown>>;

/** The parser's own words are not repeated: they quote the line, which may hold what shoppers typed. */
const broken = new Problem("JSON_BROKEN", "The line is not one whole JSON value.");
const notObject = new Problem("JSON_NOT_OBJECT", "The line is not a JSON object.");

/** Whether a JSON value is an object, not an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON object on a line, or why there is none. */
export function parseJsonLine(text: string): JsonObject | Problem {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : notObject;
  } catch {
    return broken;
  }
}

/**
 * One JSON object a line; blank lines are skipped. `a.b` names a column within a column.
 * @throws CosmoError FILE_EMPTY, JSON_ARRAY, and what `readLines` throws
 */
export async function readJsonl(file: SourceFile, signal: AbortSignal): Promise<SourceRecords> {
  if (await beginsArray(file)) {
    throw new CosmoError("JSON_ARRAY", `${file.name} is one JSON array, not one object a line.`, {
      hint: jsonLinesCommand(file.path),
      exitCode: 2,
    });
  }
  const records = await objectRecords(jsonBatches(readLines(file, signal)));
  if (records === null) throw emptyFile(file.name);
  return records;
}

/**
 * Whether a file begins as an array of objects does. Its lines alone don't tell: one may be too long
 * to be read, and the last of many may be a whole object.
 */
async function beginsArray(file: SourceFile): Promise<boolean> {
  try {
    for await (const chunk of readBytes(file)) {
      return /^\ufeff?\s*\[\s*(?:\{|$)/.test(chunk.subarray(0, 4096).toString("utf8"));
    }
  } catch (error) {
    throw fileError(error, file.name, 0);
  }
  return false;
}

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
