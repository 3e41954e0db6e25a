import { CosmoError } from "../../domain/cosmo-error.ts";
import { firstNames } from "../../text/first-names.ts";
import { mayBeShown } from "../may-be-shown.ts";
import { plainName } from "../plain-name.ts";
import type { SourceFile } from "./find-files.ts";
import { jsonLinesCommand } from "./format.ts";
import { readBytes } from "./read-bytes.ts";
import { withNewlines } from "./read-lines.ts";
import { type JsonShape, newShape, type RecordDepth, walkJson } from "./walk-json.ts";

/** Where the records of a JSON text lie. */
export interface RecordsWithin {
  readonly depth: RecordDepth;
  /** The member whose list holds them, at depth 2. */
  readonly list: string | null;
  /** The member that is the record of a text which is one object, or has the list of them. */
  readonly inner: string | null;
}

/**
 * Where a JSON text has its records: null, one on each line. An array holds them. An object is a record, unless it is a page, as
 * programs answer with: `{"orders": […], "next": …}`, or `{"order": {…}}`.
 *
 * @param mapped columns that a map names: an object with one of them is a record
 * @throws CosmoError JSON_LISTS
 */
export async function recordsWithin(
  file: SourceFile,
  mapped: readonly string[],
  signal: AbortSignal,
): Promise<RecordsWithin | null> {
  const { head, isWhole } = await beginningOf(file);
  if (/^\[\s*(?:\{|$|\]\s*$)/.test(head)) return { depth: 1, list: null, inner: null };
  if (!head.startsWith("{")) return null;
  const [first = "", ...others] = head.split("\n");
  // The last line may go on.
  const behind = (isWhole ? others : others.slice(0, -1)).filter((line) => line.trim() !== "");
  const isLine = isWholeObject(first);
  if (!isLine && behind.filter(isWholeObject).length * 2 > behind.length) return null;
  const { shape, named } = await shapeOf(file, signal);
  const list = listOfPage(file, { ...shape, named }, mapped);
  if (list !== null) return { depth: 2, list, inner: null };
  const inner = shape.objects === 1 ? innerOfPage(shape, mapped) : null;
  if (inner !== null) return { depth: 0, list: null, inner };
  // The first line may be longer than what was looked at.
  const areLines = isLine || (others.length === 0 && (shape.secondOn ?? 1) > 1);
  return areLines ? null : { depth: 0, list: null, inner: null };
}

/** The first of its bytes as text, without a byte order mark and blanks before it, and whether they are all. */
async function beginningOf(
  file: SourceFile,
): Promise<{ readonly head: string; readonly isWhole: boolean }> {
  let head: string | null = null;
  try {
    for await (const chunk of withNewlines(readBytes(file))) {
      if (head !== null) return { head, isWhole: false };
      head = chunk.toString("utf8").trimStart();
    }
  } catch {
    // It is told when the file is read.
  }
  return { head: head ?? "", isWhole: true };
}

function isWholeObject(line: string): boolean {
  try {
    return line.startsWith("{") && typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

/** What the members of a text's first object are. */
async function shapeOf(
  file: SourceFile,
  signal: AbortSignal,
): Promise<{ readonly shape: JsonShape; readonly named: ReadonlySet<string> }> {
  const shape = newShape();
  const named = new Set<string>();
  try {
    for await (const pieces of walkJson(readBytes(file), 2, shape)) {
      signal.throwIfAborted();
      for (const { list, bytes } of pieces) if (list !== null && bytes !== null) named.add(list);
      if (shape.objects > 1) break;
    }
  } catch {
    signal.throwIfAborted();
    // It is told when the file is read, after what comes before it.
  }
  return { shape, named };
}

/** What stands beside a list of records or around one record, and says nothing of them. */
const ofPages: ReadonlySet<string> = new Set(
  [
    "next prev previous first last self url uri path href link links nextpage prevpage nexturl nextlink nextcursor nexttoken",
    "page pages pageno pagenumber pageinfo pagesize perpage currentpage lastpage totalpages pagecount pagination paging",
    "count total totalcount totalresults totalelements totalitems size limit offset skip cursor",
    "hasmore hasnext hasnextpage hasprevious more meta metadata searchcriteria",
    "success ok error errors warnings took timedout version apiversion requestid generatedat exportedat",
  ].flatMap((words) => words.split(" ")),
);

/** Members of an object that is perhaps a page. */
interface Members {
  readonly names: ReadonlySet<string>;
  /** Those that hold lists. */
  readonly lists: ReadonlySet<string>;
  /** Those whose lists have an object. */
  readonly named: ReadonlySet<string>;
}

const isSaidOfPage = (name: string, mapped: readonly string[]): boolean =>
  ofPages.has(plainName(name)) &&
  !mapped.some((column) => column === name || column.startsWith(`${name}.`));

/**
 * The list whose entries are the records, of a page; null where the object is a record itself.
 * @throws CosmoError JSON_LISTS
 */
export function listOfPage(
  file: SourceFile,
  { names, lists, named }: Members,
  mapped: readonly string[],
): string | null {
  const beside = [...names].filter((name) => !lists.has(name));
  const isMapped = mapped.some((column) =>
    [...lists].some((name) => column.startsWith(`${name}.`)),
  );
  if (lists.size === 0 || isMapped || !beside.every((name) => isSaidOfPage(name, mapped))) {
    return null;
  }
  const [list, ...others] = named.size > 0 ? named : lists;
  if (list === undefined || named.size === 0 || others.length === 0) return list ?? null;
  const shown = [...named].filter(mayBeShown);
  throw new CosmoError(
    "JSON_LISTS",
    `${file.name} is one object with several lists${shown.length > 0 ? `: ${firstNames(shown)}` : ""}.`,
    { hint: jsonLinesCommand(file.path, shown[0] ?? "NAME"), exitCode: 2 },
  );
}

/** The one member of an object that says something, where it is an object; null where the object is a record itself. */
export function innerOfPage(
  { names, inner }: Pick<JsonShape, "names" | "inner">,
  mapped: readonly string[],
): string | null {
  const [name, ...others] = [...names].filter((one) => !isSaidOfPage(one, mapped));
  const isMapped = mapped.some((column) => column.startsWith(`${name}.`));
  return name !== undefined && others.length === 0 && inner.has(name) && !isMapped ? name : null;
}
