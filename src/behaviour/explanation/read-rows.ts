import type { SqlConnection } from "../../sql/sql.ts";

/** A row whose columns are asked for by name and by what they hold. */
export interface ReadRow {
  text(column: string): string;
  textOrNull(column: string): string | null;
  number(column: string): number;
  numberOrNull(column: string): number | null;
  boolean(column: string): boolean;
}

/** All rows of a query that gives few. */
export async function readRows(
  connection: SqlConnection,
  query: string,
): Promise<readonly ReadRow[]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRowObjectsJson().map((row) => {
    const value = (column: string): unknown => row[column] ?? null;
    return {
      text: (column) => String(value(column)),
      textOrNull: (column) => (value(column) === null ? null : String(value(column))),
      number: (column) => Number(value(column)),
      boolean: (column) => value(column) === true,
      numberOrNull: (column) => (value(column) === null ? null : Number(value(column))),
    };
  });
}
