import type { SqlConnection } from "../../sql/sql.ts";
import { type SqlFileValue, sqlFromFile } from "../../sql/sql-file.ts";

/** Hashes are added up below it, so that they stay whole numbers to JavaScript too. */
const digestBelow = 2 ** 52;

/** The query of a file in `sql/`, by its name without the ending. They are for DuckDB alone, whose hashes they take. */
export const daySql = (name: string, values: Readonly<Record<string, SqlFileValue>> = {}): string =>
  sqlFromFile(new URL(`sql/${name}.sql`, import.meta.url), {
    ...values,
    digest_below: digestBelow,
  });

/** The one number that a query of digests has, as text. */
export async function digestOf(connection: SqlConnection, query: string): Promise<string> {
  const reader = await connection.runAndReadAll(query);
  return String(reader.getRowsJson()[0]?.[0]);
}
