import { z } from "zod";
import type { Column } from "./column.ts";

export type Columns = Readonly<Record<string, Column<unknown>>>;

type RowOfColumns<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends Column<infer Value> ? Value : never;
};

/**
 * A table defined once: row type, Parquet columns, validation and documentation come from here.
 * Rows of a part are sorted by `key`, and no two rows of a dataset share it.
 */
export interface Table<C extends Columns = Columns> {
  readonly name: string;
  /** Raised when columns change their meaning; a reader for the version before stays. */
  readonly version: number;
  readonly description: string;
  readonly key: readonly string[];
  readonly columns: C;
  /** Checks one row, a `RowOf` of this table; unknown columns are refused. */
  readonly schema: z.ZodType;
}

export type RowOf<T> = T extends Table<infer C> ? RowOfColumns<C> : never;

/**
 * @example
 * const sizes = defineTable("sizes", "One row per size.", ["id"], { id: text("The size.") });
 * type Size = RowOf<typeof sizes>;
 */
export function defineTable<const C extends Columns>(
  name: string,
  description: string,
  key: readonly (keyof C & string)[],
  columns: C,
  version = 1,
): Table<C> {
  const shape = Object.fromEntries(
    Object.entries(columns).map(([columnName, column]) => [columnName, column.schema]),
  );
  const schema = z.strictObject(shape);
  return Object.freeze({ name, version, description, key, columns, schema });
}
