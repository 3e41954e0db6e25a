import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Cell } from "../files/source-record.ts";
import { plainName } from "../plain-name.ts";
import { type ColumnMap, constantOf } from "./column-map.ts";
import { mappedColumnMissing } from "./columns-missing.ts";
import { cannotHold, couldHold } from "./could-hold.ts";
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
  /** Its first records, to see what a column holds. */
  readonly samples: readonly unknown[];
  /** Columns that hold lists which a map may lead into, with the names of what entries have, the likeliest first; none by default. */
  readonly lists?: ReadonlyMap<string, readonly string[]>;
  /** The member of the file's one object whose entries its records are; none by default. */
  readonly wrappedIn?: string | undefined;
}

/**
 * Finds the column of each field: the map's, else one with the field's own name or a synonym, else
 * one with a loose name whose first values are such as the field holds.
 * A column of objects or of lists is no one's name or words, unless the map says so. A column serves one field; what the map takes is not taken for another.
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
  const takeNamed = (
    field: string,
    words: readonly string[],
    isTaken: (name: string) => boolean,
  ): void => {
    if (resolved.has(field)) return;
    const column = words
      .map((word) =>
        source.columns.find(
          (name) =>
            !taken.has(name) &&
            plainName(name) === plainName(word) &&
            !cannotHold(field, valuesOf(source, name)) &&
            !isEmptyStructure(source, name) &&
            isTaken(name),
        ),
      )
      .find((name) => name !== undefined);
    if (column !== undefined) take(field, column);
  };
  for (const [field, { synonyms }] of Object.entries(fields)) {
    takeNamed(field, [field, ...synonyms], () => true);
  }
  for (const [field, { loose }] of Object.entries(fields)) {
    takeNamed(field, loose, (name) => couldHold(field, valuesOf(source, name)));
  }
  return resolved;
}

/** Whether a column has nothing but members, which come later: an object that the first records don't have. */
const isEmptyStructure = (source: ColumnSource, column: string): boolean =>
  source.columns.some((name) => name.startsWith(`${column}.`)) &&
  valuesOf(source, column).every((value) => value === null || value === undefined);

/** The first values of a column. */
const valuesOf = (source: ColumnSource, column: string): readonly unknown[] =>
  source.samples.map(source.cell(column));

const columnRepeated = (source: ColumnSource, field: string, column: string): CosmoError =>
  new CosmoError("COLUMN_REPEATED", `${source.name} has two columns named ${column} (${field}).`, {
    hint: "Rename one of them in the header: it cannot be told which is meant.",
    exitCode: 2,
  });
