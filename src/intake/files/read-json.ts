import { CosmoError } from "../../domain/cosmo-error.ts";
import { Problem } from "../import-item.ts";
import { emptyFile, fileError } from "./file-error.ts";
import type { SourceFile } from "./find-files.ts";
import { readBytes } from "./read-bytes.ts";
import {
  decodePiece,
  isFromEncoding,
  type LineBatch,
  readLines,
  withNewlines,
} from "./read-lines.ts";
import { innerOfPage, listOfPage, type RecordsWithin, recordsWithin } from "./records-within.ts";
import { resumed } from "./resumed.ts";
import type { BrokenRecord, SourceRecord, SourceRecords } from "./source-record.ts";
import { type JsonFault, newShape, walkJson } from "./walk-json.ts";

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

/** Of a text without such a number none need be looked for. */
const manyDigits = /[:,[]\s*-?\d{16}/;

/** A whole number that is too large to be told from its neighbours stays the text that it is: it is some id. */
function exactly(_name: string, value: unknown, ...context: readonly unknown[]): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = (context[0] as { readonly source?: string } | undefined)?.source ?? "";
  return /^-?\d+$/.test(source) ? source : value;
}

function parseJson(
  text: string,
  { broken, notObject }: ReturnType<typeof problems>,
): JsonObject | Problem {
  try {
    const value: unknown = manyDigits.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
    return isObject(value) ? value : notObject;
  } catch {
    return broken;
  }
}

/**
 * One JSON object a line, blank lines skipped; or objects in a list, which may be a member of one object, or one after the other with
 * lines broken anywhere: of these the number of the record stands for its line. `a.b` names a column within a column.
 *
 * @param mapped columns that a map names
 * @throws CosmoError FILE_EMPTY, JSON_LISTS, and what `readLines` throws; JSON_MALFORMED once it is read
 */
export async function readJson(
  file: SourceFile,
  signal: AbortSignal,
  mapped: readonly string[] = [],
): Promise<SourceRecords> {
  const within = await recordsWithin(file, mapped, signal);
  if (within?.inner != null) return innerRecords(file, within, mapped, signal);
  const batches =
    within === null ? jsonBatches(readLines(file, signal)) : pieceBatches(file, within, signal);
  const records = await objectRecords(batches);
  if (records === null) throw emptyFile(file.name);
  return within?.list == null ? records : { ...records, wrappedIn: within.list };
}

/** The record of a file that is one object around it, or around a page. */
async function innerRecords(
  file: SourceFile,
  within: RecordsWithin,
  mapped: readonly string[],
  signal: AbortSignal,
): Promise<SourceRecords> {
  const path: string[] = [];
  async function* all() {
    for await (const batch of pieceBatches(file, within, signal)) {
      yield batch.flatMap((record): readonly (SourceRecord | BrokenRecord)[] => {
        if (!("value" in record)) return [record];
        let value = record.value as JsonObject;
        for (let name = within.inner; name !== null; ) {
          const inner = value[name];
          if (!isObject(inner)) break;
          value = inner;
          path.push(name);
          name = innerOfPage(membersOf(value), mapped);
        }
        const list = listOfPage(file, membersOf(value), mapped);
        if (list === null) return [{ line: 1, value }];
        path.push(list);
        return (value[list] as readonly unknown[]).map((entry, at) =>
          isObject(entry)
            ? { line: at + 1, value: entry }
            : { line: at + 1, problem: ofRecord.notObject },
        );
      });
    }
  }
  const records = await objectRecords(all());
  if (records === null) throw emptyFile(file.name);
  return { ...records, wrappedIn: path.join(".") };
}

function membersOf(value: JsonObject) {
  const members = Object.entries(value);
  const those = (are: (held: unknown) => boolean) =>
    new Set(members.filter(([, held]) => are(held)).map(([name]) => name));
  return {
    names: new Set(Object.keys(value)),
    lists: those(Array.isArray),
    named: those((held) => Array.isArray(held) && held.some(isObject)),
    inner: those(isObject),
  };
}

async function* pieceBatches(
  file: SourceFile,
  { depth, list }: RecordsWithin,
  signal: AbortSignal,
): AsyncGenerator<readonly (SourceRecord | BrokenRecord)[]> {
  const shape = newShape();
  const isDecoded = isFromEncoding(file);
  let line = 0;
  try {
    for await (const pieces of walkJson(withNewlines(readBytes(file)), depth, shape)) {
      signal.throwIfAborted();
      yield pieces.map((piece) => {
        line++;
        if (piece.list !== list) return { line, problem: ofOtherList };
        const value = objectIn(piece.bytes, isDecoded);
        return value instanceof Problem ? { line, problem: value } : { line, value };
      });
    }
  } catch (error) {
    throw fileError(error, file.name, line);
  }
  if (shape.fault !== null) throw malformed(file.name, shape.fault);
}

const ofOtherList = new Problem(
  "JSON_OTHER_LIST",
  "The record lies in another list than those before it: export each list into a file of its own.",
);

function objectIn(bytes: Buffer | Problem | null, isDecoded: boolean): JsonObject | Problem {
  if (bytes === null) return ofRecord.notObject;
  const text = bytes instanceof Problem ? bytes : decodePiece(bytes, isDecoded);
  return text instanceof Problem ? text : parseJson(text, ofRecord);
}

const malformed = (name: string, { kind, line }: JsonFault): CosmoError => {
  const faults = {
    unended: `${name} ends, and what begins on line ${line} has no end: a quote or a bracket is missing there, or the file was cut.`,
    unmatched: `Line ${line} of ${name} closes a bracket that is not open: one is too much there, or missing before.`,
    behind: `${name} goes on at line ${line} behind the end of its records.`,
  };
  return new CosmoError("JSON_MALFORMED", faults[kind], {
    hint: "The records before that were read. Write the file again, then import again.",
  });
};

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
