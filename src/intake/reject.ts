import type { Reject } from "../domain/tables/rejects.ts";
import type { FieldSource } from "./columns/resolve-columns.ts";
import type { BrokenRecord, SourceRecord } from "./files/source-record.ts";
import { type ImportItem, Problem } from "./import-item.ts";

const maxCharacters = 500;

/** Fields of an event that a reject never repeats: what was typed, and by whom. */
const withheld: ReadonlySet<string> = new Set(["query", "customer"]);

/** @param row the row as JSON, or null where it cannot be told what is in it */
export const rejectOf = (
  source: string,
  line: number,
  problem: Problem,
  row: string | null,
): Reject => ({ source, line, place: 1, code: problem.code, message: problem.message, row });

/** The rows of one batch, and rejects for the records that gave none. */
export function itemsOf<Row>(
  batch: readonly (SourceRecord | BrokenRecord)[],
  source: string,
  rowOf: (value: unknown) => Row | Problem,
  rowJson: (value: unknown, problem: Problem) => string,
): readonly ImportItem<Row>[] {
  return batch.map((record) => {
    const { line } = record;
    if ("problem" in record) return { reject: rejectOf(source, line, record.problem, null) };
    const row = rowOf(record.value);
    return row instanceof Problem
      ? { reject: rejectOf(source, line, row, rowJson(record.value, row)) }
      : { row, source, line };
  });
}

export const placeOf = (source: string, line: number): string => `${source}, line ${line}`;

/**
 * An event's row for a reject: only columns that a field was found for, since others may hold
 * anything; without query and customer; and of the value at fault its shape alone, since a shifted
 * column may have put a query there.
 */
export function eventRowJson(
  value: unknown,
  sources: ReadonlyMap<string, FieldSource>,
  problem: Problem,
): string {
  const shown: Record<string, unknown> = {};
  for (const [field, { cell, column }] of sources) {
    if (column === null || withheld.has(field)) continue;
    const member = cell(value);
    shown[column] = field === problem.field ? shapeOf(String(member)) : shortened(member);
  }
  return JSON.stringify(shown);
}

/** A product's row for a reject: all its columns, long values cut. */
export function productRowJson(
  value: unknown,
  columns: readonly string[],
  cells: readonly ((value: unknown) => unknown)[],
): string {
  const members = columns.map((column, index) => [column, shortened(cells[index]?.(value))]);
  return JSON.stringify(Object.fromEntries(members));
}

/** `12/01/2010` as `99/99/9999`, `tea` as `aaa`: enough to see what is wrong, and no word of it. */
const shapeOf = (text: string): string =>
  text.slice(0, 40).replace(/\p{N}/gu, "9").replace(/\p{L}/gu, "a");

const shortened = (value: unknown): unknown =>
  typeof value === "string" && value.length > maxCharacters
    ? `${value.slice(0, maxCharacters)}…`
    : value;
