import { type Sql, sqlParquet } from "./sql.ts";

/** Rows by the value of a column, over Parquet files; only rows where `flag` is true, if given. */
export async function countBy(
  sql: Sql,
  files: readonly string[],
  column: string,
  flag?: string,
): Promise<Readonly<Record<string, number>>> {
  if (files.length === 0) return {};
  return sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT ${column}, count(*) FROM ${sqlParquet(files)} ${flag ? `WHERE ${flag}` : ""} GROUP BY ${column} ORDER BY ${column}`,
    );
    return Object.fromEntries(
      reader.getRows().map(([value, count]) => [String(value), Number(count)]),
    );
  });
}
