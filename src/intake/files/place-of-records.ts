import { CosmoError } from "../../domain/cosmo-error.ts";
import { eventFields, type FieldWords, productFields } from "../columns/field-words.ts";
import { plainName } from "../plain-name.ts";
import { fileError } from "./file-error.ts";
import type { SourceFile } from "./find-files.ts";
import { jsonLinesCommand } from "./format.ts";
import { readBytes } from "./read-bytes.ts";
import { type JsonShape, newShape, type RecordDepth, walkJson } from "./walk-json.ts";

/** Where the records of a JSON text lie. */
export interface RecordPlace {
  readonly depth: RecordDepth;
  /** The member whose list holds them, at depth 2. */
  readonly list: string | null;
  /** Whether lines tell nothing, as all is one. */
  readonly isOneLine: boolean;
}

const sayLines = /\.(?:jsonl|ndjson)(?:\.(?:gz|zst|zstd))?$/i;

/**
 * Where a JSON text has its records, as its beginning tells: null, one on each line. An array holds them. One object is a record, unless
 * it says nothing of its own beside a list of objects, as programs answer with pages: `{"orders": […], "next": …}`.
 *
 * @throws CosmoError JSON_LISTS
 */
export async function placeOfRecords(
  file: SourceFile,
  signal: AbortSignal,
): Promise<RecordPlace | null> {
  const head = await beginningOf(file);
  const end = head.indexOf("\n");
  const isOneLine = end === -1 || head.slice(end).trim() === "";
  if (/^\[\s*(?:\{|$|\]\s*$)/.test(head)) return { depth: 1, list: null, isOneLine };
  const isBroken = /[{[,]$/.test(head.slice(0, end).trimEnd());
  // One line is one record where the file's name says so.
  const mayBeOne = isOneLine && !sayLines.test(file.name);
  if (!head.startsWith("{") || !(mayBeOne || isBroken)) return null;
  const { shape, entries } = await shapeOf(file, signal);
  const inTurn = isBroken ? { depth: 0 as const, list: null, isOneLine } : null;
  if (shape.objects !== 1) return inTurn;
  const list = wrappedList(file, shape, entries);
  return list === null ? inTurn : { depth: 2, list, isOneLine };
}

/** The first of its bytes as text, without a byte order mark and blanks before it. */
async function beginningOf(file: SourceFile): Promise<string> {
  try {
    for await (const chunk of readBytes(file)) return chunk.toString("utf8").trimStart();
  } catch (error) {
    throw fileError(error, file.name, 0);
  }
  return "";
}

type NamesOfEntries = ReadonlyMap<string, readonly string[]>;

/** What the members of a text's first object are, and what the first entry of each of its lists says; of no more than the beginning of several. */
async function shapeOf(
  file: SourceFile,
  signal: AbortSignal,
): Promise<{ readonly shape: JsonShape; readonly entries: NamesOfEntries }> {
  const shape = newShape();
  const entries = new Map<string, readonly string[]>();
  try {
    for await (const pieces of walkJson(readBytes(file), 2, shape)) {
      signal.throwIfAborted();
      for (const { list, bytes } of pieces) {
        if (list !== null && bytes instanceof Buffer && !entries.has(list)) {
          entries.set(list, namesIn(bytes));
        }
      }
      if (shape.objects > 1) break;
    }
  } catch (error) {
    throw fileError(error, file.name, 0);
  }
  return { shape, entries };
}

function namesIn(bytes: Buffer): readonly string[] {
  try {
    return Object.keys(JSON.parse(bytes.toString("utf8")));
  } catch {
    return [];
  }
}

/** The list whose entries are the records, of one object; null where the object is one itself. */
function wrappedList(
  file: SourceFile,
  { names, lists }: JsonShape,
  entries: NamesOfEntries,
): string | null {
  const found = [...entries].flatMap(([name, ofEntry]) => {
    const beside = [...names].filter((one) => one !== name);
    return saysMore(beside, ofEntry) ? [] : [name];
  });
  const [list, other] = found;
  if (list === undefined) {
    // A page without an entry.
    const [empty] = lists;
    return entries.size === 0 && empty !== undefined && !saysMore([...names], []) ? empty : null;
  }
  if (other === undefined) return list;
  throw new CosmoError(
    "JSON_LISTS",
    `${file.name} is one object with several lists: ${found.join(", ")}.`,
    {
      hint: jsonLinesCommand(file.path, list),
      exitCode: 2,
    },
  );
}

/** What may stand beside a list of records without being said of each: how many they are, where and in what money. */
const ofPages: ReadonlySet<string> = new Set(
  ["id", "site", "locale", "currency", "status", "value", "position", "quantity"].concat(
    Object.keys(productFields).filter((field) => field.startsWith("attributes")),
  ),
);
const fields: readonly (readonly string[])[] = [
  ...Object.entries<FieldWords>(eventFields),
  ...Object.entries<FieldWords>(productFields),
]
  .filter(([field]) => !ofPages.has(field))
  .map(([field, { synonyms }]) => [field, ...synonyms].map(plainName));

/** Whether an object says of itself what the entries of its list don't: when, who or what. */
function saysMore(own: readonly string[], ofEntry: readonly string[]): boolean {
  const has = (names: readonly string[], words: readonly string[]): boolean =>
    names.some((name) => words.includes(plainName(name)));
  return fields.some((words) => has(own, words) && !has(ofEntry, words));
}
