import { cleanEntry } from "./columns/clean-text.ts";
import { type ColumnMap, constantOf } from "./columns/column-map.ts";
import { amounts, eventFields } from "./columns/field-words.ts";
import { likelyColumn, mapPair } from "./columns/likely-columns.ts";
import { noticeOfUnused } from "./columns/notice-of-columns.ts";
import type { ColumnSource, FieldSource } from "./columns/resolve-columns.ts";
import { kindOfWord } from "./event-kind-words.ts";
import { isObject } from "./files/read-json.ts";
import type { BrokenRecord, Cell, SourceRecord } from "./files/source-record.ts";
import type { ImportOptions, Notice } from "./import-item.ts";
import { likelyFormat } from "./likely-format.ts";
import { likelyKind } from "./likely-kind.ts";
import { mayBeShown } from "./may-be-shown.ts";
import { isKnownStatus } from "./order-status.ts";

const mostSamples = 100;

/** The records of a batch that could be read. */
export const valuesOf = (batch: readonly (SourceRecord | BrokenRecord)[]): readonly unknown[] =>
  batch.flatMap((record) => ("value" in record ? [record.value] : []));

/** The first records of a file, to see what its columns hold; and of those with an entry of a list, where one is taken. */
export function samplesOf(
  batch: readonly (SourceRecord | BrokenRecord)[],
  entryOf?: Cell,
): readonly unknown[] {
  const values = valuesOf(batch);
  const first = values.slice(0, mostSamples);
  if (entryOf === undefined) return first;
  const entries = values.slice(mostSamples).filter((value) => isObject(entryOf(value)));
  return [...first, ...entries.slice(0, mostSamples)];
}

/**
 * Tells what a file has beside what is read from it: what its records lie in, columns not used, perhaps another format.
 * @param besides columns that are read for no field alone
 */
export function noticeOfTable(
  table: ColumnSource,
  sources: ReadonlyMap<string, FieldSource>,
  { notice }: ImportOptions,
  besides: readonly string[] = [],
): void {
  const { name, wrappedIn } = table;
  if (wrappedIn !== undefined) {
    const shown = wrappedIn.split(".").every(mayBeShown) ? wrappedIn : "a member";
    const message = `${name} is a JSON object around its records: they are taken from ${shown}, and what stands beside is left out.`;
    notice({ code: "LIST_TAKEN", message });
  }
  const unused = noticeOfUnused(table.columns, sources, besides);
  if (unused !== null) notice(unused);
  const likely = likelyFormat(table);
  if (likely !== null) {
    notice({ code: "FORMAT_LIKELY", message: `${table.name}: ${likely.hint}`, loud: true });
  }
}

/**
 * Warns of a log that names neither sessions nor customers, or returns null: mining counts customers
 * and brings together what one session did, so that such events come to nothing.
 */
export function noticeOfNobody(
  table: ColumnSource,
  sources: ReadonlyMap<string, FieldSource>,
): Notice | null {
  if (sources.has("session") || sources.has("customer")) return null;
  const taken = new Set([...sources.values()].map(({ column }) => column));
  const pairs = (["session", "customer"] as const).flatMap((field) => {
    const free = table.columns.filter((column) => !taken.has(column));
    const column = likelyColumn(table, field, eventFields[field], free);
    if (column === null) return [];
    taken.add(column);
    return [`--map ${mapPair(field, column)}`];
  });
  const maps = pairs.length > 0 ? pairs : ["--map session=COLUMN", "--map customer=COLUMN"];
  const message = `The events name neither session nor customer: no query of theirs can pass the gate, which counts customers, and no click is brought to its search. Where columns hold them, import again with ${pairs.length > 0 ? "perhaps " : ""}${maps.join(" ")}`;
  return { code: "SESSIONS_MISSING", message, loud: true };
}

/**
 * Warns of amounts that the map takes from beside the list whose entries are rows, or returns null.
 * @param list null: rows are whole records
 */
export function noticeOfWhole(list: string | null, map: ColumnMap): Notice | null {
  if (list === null) return null;
  const whole = Object.entries(map).filter(
    ([field, column]) =>
      amounts.some((one) => one === field) &&
      constantOf(column) === null &&
      !column.startsWith(`${list}.`),
  );
  const [first] = whole;
  if (first === undefined) return null;
  const columns = whole.map(([, column]) => column).join(", ");
  return {
    code: "AMOUNTS_OF_WHOLE",
    message: `${columns} ${whole.length === 1 ? "stands" : "stand"} beside ${list}, whose entries are the rows: each of them has it whole, and so it counts as often as there are entries. Of an entry: --map ${mapPair(first[0], `${list}.COLUMN`)}`,
    loud: true,
  };
}

/**
 * The column that seems to say what was done, where none was taken for it.
 * @param list whose entries are rows: no member of theirs says it, nor what is always the same, as orders tell where they were placed
 */
export function likelyKindColumn(
  table: ColumnSource,
  sources: ReadonlyMap<string, FieldSource>,
  list: string | null,
): string | null {
  const taken = new Set([...sources.values()].map(({ column }) => column));
  const free = table.columns.filter((column) => !taken.has(column) && !areStatuses(table, column));
  if (list === null) return likelyColumn(table, "kind", eventFields.kind, free);
  const beside = free.filter(
    (column) => !column.startsWith(`${list}.`) && tellKinds(table, column),
  );
  return likelyColumn(table, "kind", eventFields.kind, beside);
}

/** Whether a column's first values are words for more than one kind. */
function tellKinds({ samples, cell }: ColumnSource, column: string): boolean {
  const words = samples.flatMap((record) => cleanEntry(cell(column)(record)) ?? []);
  return new Set(words.flatMap((word) => kindOfWord(word) ?? likelyKind(word) ?? [])).size > 1;
}

/** Whether most of a column's first words are statuses of orders, some of which are kinds by their look. */
function areStatuses({ samples, cell }: ColumnSource, column: string): boolean {
  const words = samples.flatMap((record) => cleanEntry(cell(column)(record)) ?? []);
  return words.filter(isKnownStatus).length * 2 > words.length;
}
