import type { Reject } from "../domain/tables/rejects.ts";
import type { FieldSource } from "./columns/resolve-columns.ts";
import type { BrokenRecord, SourceRecord } from "./files/source-record.ts";
import { type ImportItem, Problem, type RecordPlace } from "./import-item.ts";
import { shownOfEvent } from "./shown-of-event.ts";

const maxCharacters = 500;

/** Fields of an event that a reject leaves out: what was typed, and by whom. */
const withheld: ReadonlySet<string> = new Set(["query", "customer"]);

/** @param row the row as JSON, or null where it cannot be told what is in it */
export const rejectOf = (
  { source, line, place = 1 }: RecordPlace,
  problem: Problem,
  row: string | null,
): Reject => ({ source, line, place, code: problem.code, message: problem.message, row });

/** The rows of one batch, and rejects for the records that gave none; nothing for those of no interest, which are null. */
export function itemsOf<Row>(
  batch: readonly (SourceRecord | BrokenRecord)[],
  source: string,
  rowOf: (value: unknown) => Row | Problem | null,
  rowJson: (value: unknown) => string,
): readonly ImportItem<Row>[] {
  const items: ImportItem<Row>[] = [];
  for (const record of batch) {
    const { line, place } = record;
    const at = place === undefined ? { source, line } : { source, line, place };
    if ("problem" in record) {
      items.push({ reject: rejectOf(at, record.problem, null) });
      continue;
    }
    const row = rowOf(record.value);
    if (row === null) continue;
    items.push(
      row instanceof Problem
        ? { reject: rejectOf(at, row, rowJson(record.value)) }
        : { row, ...at },
    );
  }
  return items;
}

export const placeOf = (source: string, line: number): string => `${source}, line ${line}`;

/** Where a row stood that has come again: another line, or the same one, of which more rows are made. */
export const firstPlace = (again: RecordPlace, source: string, line: number): string =>
  again.source === source && again.line === line
    ? "in the same line"
    : `at ${placeOf(source, line)}`;

/**
 * An event's row for a reject: only columns that a field was found for, since others may hold
 * anything; without query and customer; and of the others what `shownOfEvent` lets through.
 */
export function eventRowJson(value: unknown, sources: ReadonlyMap<string, FieldSource>): string {
  const shown: Record<string, unknown> = {};
  for (const [field, { cell, column }] of sources) {
    if (column === null || withheld.has(field)) continue;
    shown[column] = shownOfEvent(field, cell(value));
  }
  return JSON.stringify(shown);
}

/**
 * A product's row for a reject, long values cut: only columns that a field was found for. A file of
 * invoices that is taken for a catalogue names customers and searches in the others.
 */
export function productRowJson(value: unknown, sources: ReadonlyMap<string, FieldSource>): string {
  const shown: Record<string, unknown> = {};
  for (const { cell, column } of sources.values()) {
    if (column !== null) shown[column] = shortened(cell(value));
  }
  return JSON.stringify(shown);
}

/** A judgement's row for a reject: as a product's, without the query. */
export const judgementRowJson = (
  value: unknown,
  sources: ReadonlyMap<string, FieldSource>,
): string => productRowJson(value, new Map([...sources].filter(([field]) => !withheld.has(field))));

const shortened = (value: unknown): unknown =>
  typeof value === "string" && value.length > maxCharacters
    ? `${value.slice(0, maxCharacters)}…`
    : value;
