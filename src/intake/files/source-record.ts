import type { Problem } from "../import-item.ts";

/** One record of a file, or why it cannot be one. */
export interface SourceRecord {
  /** Line where it begins, from 1; the row number in a file without lines. */
  readonly line: number;
  /** From 1, where one line holds several records. */
  readonly place?: number;
  /** Fields in the order of the columns (CSV), or an object (JSON, Parquet). */
  readonly value: unknown;
}

export interface BrokenRecord {
  readonly line: number;
  readonly place?: undefined;
  readonly problem: Problem;
}

/** The value of one column in `SourceRecord.value`; undefined where the record has none. */
export type Cell = (value: unknown) => unknown;

/** A file as records, whatever its format. */
export interface SourceRecords {
  /** The columns by header, or by the records so far: then it may grow with each batch. */
  readonly columns: readonly string[];
  readonly cell: (column: string) => Cell;
  /** The list that a column holds, where the format says that it holds one; null for any other. */
  readonly listCell?: (column: string) => Cell | null;
  /** The member of the file's one object whose entries its records are; not there where they lie in none. */
  readonly wrappedIn?: string | undefined;
  /** To be iterated once. */
  readonly batches: AsyncIterable<readonly (SourceRecord | BrokenRecord)[]>;
}
