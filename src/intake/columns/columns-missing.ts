import { CosmoError } from "../../domain/cosmo-error.ts";
import { nearestName } from "../../text/nearest-name.ts";
import { shellWord } from "../../text/shell-word.ts";
import { likelyFormat } from "../likely-format.ts";
import { areStructures } from "./could-hold.ts";
import type { FieldWords } from "./field-words.ts";
import { likelyColumn, mapPair } from "./likely-columns.ts";
import { isLineOfData, looksLikeData } from "./looks-like-data.ts";
import type { ColumnSource, FieldSource } from "./resolve-columns.ts";

/** Columns that a hint has to choose from. */
const mostProposed = 10;

/** The error for fields that every row needs and no column gives, with a map to paste. */
export function columnsMissing(
  source: ColumnSource,
  missing: readonly string[],
  fields: Readonly<Record<string, FieldWords>>,
  resolved: ReadonlyMap<string, FieldSource>,
): CosmoError {
  const what = `${source.name} has no column for ${missing.join(", ")}.`;
  const taken = new Set([...resolved.values()].map(({ column }) => column));
  const free = source.columns.filter((column) => !taken.has(column));
  if (isLineOfData(free)) return headerIsData(what);
  const quotable = free.filter((column) => !looksLikeData(column));
  const format = likelyFormat(source);
  if (format !== null) return columnMissing(`${what} ${listOf(source.columns)}`, format.hint);
  const found = new Map<string, string>();
  // First the title: a name such as Artikelname tells more of it than of the number that is looked for next.
  for (const field of missing.toSorted((a, b) => Number(b === "title") - Number(a === "title"))) {
    const left = quotable.filter((column) => !taken.has(column));
    const likely = likelyColumn(source, field, fields[field] ?? { hints: [] }, left);
    if (likely === null) continue;
    taken.add(likely);
    found.set(field, likely);
  }
  const pairs = missing.map((field) => `--map ${mapPair(field, found.get(field) ?? "COLUMN")}`);
  const left = quotable
    .filter(
      (column) => !taken.has(column) && !areStructures(source.samples.map(source.cell(column))),
    )
    .slice(0, mostProposed);
  const choice =
    left.length > 0 && found.size < missing.length
      ? `, with one of these for COLUMN: ${left.map(shellWord).join(", ")}`
      : "";
  const [[list, members] = []] = [...(source.lists ?? [])].filter(([name]) => !looksLikeData(name));
  const product = missing.find((field) => ["product", "sku"].includes(field) && !found.has(field));
  const ofList =
    list === undefined || product === undefined
      ? ""
      : `. ${list} holds lists: --map ${mapPair(product, `${list}.MEMBER`)} takes each entry for a row, whose members are ${membersOf(members)}`;
  return columnMissing(
    `${what} ${listOf(source.columns)}`,
    `Say which columns hold ${missing.length === 1 ? "it" : "them"}, perhaps: ${pairs.join(" ")}${choice}${ofList}`,
  );
}

const membersOf = (members: readonly string[] = []): string =>
  members
    .filter((name) => !looksLikeData(name) && !members.some((one) => one.startsWith(`${name}.`)))
    .slice(0, mostProposed)
    .map(shellWord)
    .join(", ");

/** The error for a column that the map names and the file lacks. */
export function mappedColumnMissing(
  source: ColumnSource,
  field: string,
  theirs: string,
): CosmoError {
  const what = `${source.name} has no column ${theirs} (--map ${field}=${theirs}).`;
  if (isLineOfData(source.columns)) return headerIsData(what);
  const nearest = nearestName(theirs, source.columns);
  return columnMissing(
    `${what} ${listOf(source.columns)}`,
    nearest ? `Did you mean --map ${mapPair(field, nearest)}?` : "Map a column that the file has.",
  );
}

const columnMissing = (message: string, hint: string): CosmoError =>
  new CosmoError("COLUMN_MISSING", message, { hint, exitCode: 2 });

/** Without the words of what should be the header: they may be what a shopper typed. */
const headerIsData = (what: string): CosmoError =>
  columnMissing(
    `${what} Its first line looks like data, not like a header; it is not repeated here.`,
    "Put a line with the columns' names before it; or, if it does name them, say which is which: --map ours=theirs",
  );

/** The columns as a sentence; names that look like data are left out. */
export function listOf(columns: readonly string[]): string {
  if (columns.length === 0) return "It names no columns.";
  if (isLineOfData(columns)) return "Its first line looks like data, not like a header.";
  const names = columns.filter((column) => !looksLikeData(column));
  return `Its columns: ${names.slice(0, 40).join(", ")}${columns.length > Math.min(names.length, 40) ? ", …" : ""}.`;
}
