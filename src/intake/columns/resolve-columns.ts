import { CosmoError } from "../../domain/cosmo-error.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { Cell } from "../files/source-record.ts";
import { nearestNames } from "../nearest-names.ts";
import { plainName } from "../plain-name.ts";
import { type ColumnMap, constantOf } from "./column-map.ts";
import type { FieldWords } from "./field-words.ts";

/** Where a field's values come from in one file. */
export interface FieldSource {
  readonly cell: Cell;
  /** The file's column, or null for a constant. */
  readonly column: string | null;
}

/** A file whose columns are to be found. */
export interface ColumnSource {
  readonly name: string;
  readonly columns: readonly string[];
  readonly cell: (column: string) => Cell;
}

/**
 * Finds the column of each field: the map's, else one with the field's own name or a synonym.
 * A column serves one field; what the map takes is not taken for another.
 * @throws CosmoError COLUMN_MISSING for a mapped column that the file lacks, COLUMN_REPEATED for one
 *   that it has twice
 */
export function resolveColumns(
  source: ColumnSource,
  fields: Readonly<Record<string, FieldWords>>,
  map: ColumnMap,
): ReadonlyMap<string, FieldSource> {
  const resolved = new Map<string, FieldSource>();
  const taken = new Set<string>();
  const take = (field: string, column: string): void => {
    if (source.columns.indexOf(column) !== source.columns.lastIndexOf(column)) {
      throw columnRepeated(source, field, column);
    }
    resolved.set(field, { cell: source.cell(column), column });
    taken.add(column);
  };
  for (const [field, theirs] of Object.entries(map)) {
    const constant = constantOf(theirs);
    if (constant !== null) resolved.set(field, { cell: () => constant, column: null });
    else {
      if (!source.columns.includes(theirs)) throw mappedColumnMissing(source, field, theirs);
      take(field, theirs);
    }
  }
  for (const [field, { synonyms }] of Object.entries(fields)) {
    if (resolved.has(field)) continue;
    const column = [field, ...synonyms]
      .map((word) =>
        source.columns.find((name) => !taken.has(name) && plainName(name) === plainName(word)),
      )
      .find((name) => name !== undefined);
    if (column === undefined) continue;
    take(field, column);
  }
  return resolved;
}

const columnRepeated = (source: ColumnSource, field: string, column: string): CosmoError =>
  new CosmoError("COLUMN_REPEATED", `${source.name} has two columns named ${column} (${field}).`, {
    hint: "Rename one of them in the header: it cannot be told which is meant.",
    exitCode: 2,
  });

function mappedColumnMissing(source: ColumnSource, field: string, theirs: string): CosmoError {
  const nearest = nearestName(theirs, source.columns);
  return new CosmoError(
    "COLUMN_MISSING",
    `${source.name} has no column ${theirs} (--map ${field}=${theirs}). ${listOf(source.columns)}`,
    {
      hint: nearest
        ? `Did you mean --map ${mapPair(field, nearest)}?`
        : "Map a column that the file has.",
      exitCode: 2,
    },
  );
}

/** The error for fields that every row needs and no column gives, with a map to paste. */
export function columnsMissing(
  source: ColumnSource,
  missing: readonly string[],
  fields: Readonly<Record<string, FieldWords>>,
  resolved: ReadonlyMap<string, FieldSource>,
): CosmoError {
  const taken = new Set([...resolved.values()].map(({ column }) => column));
  const pairs = missing.map((field) => {
    const free = source.columns.filter((column) => !taken.has(column));
    const likely = likelyColumn(field, fields[field]?.hints ?? [], free);
    taken.add(likely);
    return `--map ${mapPair(field, likely ?? "COLUMN")}`;
  });
  return new CosmoError(
    "COLUMN_MISSING",
    `${source.name} has no column for ${missing.join(", ")}. ${listOf(source.columns)}`,
    {
      hint: `Say which columns hold ${missing.length === 1 ? "it" : "them"}, perhaps: ${pairs.join(" ")}`,
      exitCode: 2,
    },
  );
}

function likelyColumn(
  field: string,
  hints: readonly string[],
  columns: readonly string[],
): string | null {
  for (const hint of hints) {
    const column = columns.find((name) => plainName(name).includes(hint));
    if (column !== undefined) return column;
  }
  return nearestNames(field, columns, 1)[0] ?? null;
}

const mapPair = (field: string, column: string): string =>
  /^[\w.-]+$/.test(column) ? `${field}=${column}` : `'${field}=${column.replaceAll("'", "'\\''")}'`;

const listOf = (columns: readonly string[]): string =>
  columns.length === 0
    ? "It names no columns."
    : `Its columns: ${columns.slice(0, 40).join(", ")}${columns.length > 40 ? ", …" : ""}.`;
