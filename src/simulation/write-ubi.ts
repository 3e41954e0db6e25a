import { rename } from "node:fs/promises";
import { type Sql, sqlText } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

/**
 * Writes a day's events as documents of User Behavior Insights, nested fields as structures:
 * `PATH-events.parquet` and `PATH-queries.parquet`.
 *
 * @param eventFile the events of the day, as Parquet of the events table
 */
export function writeUbi(sql: Sql, eventFile: string, path: string): Promise<void> {
  return sql.use(async (connection) => {
    await connection.run("SET preserve_insertion_order = true");
    for (const name of ["events", "queries"]) {
      const file = new URL(`ubi-${name}.sql`, import.meta.url);
      const select = sqlFromFile(file, { events: { files: [eventFile] } });
      const to = `${path}-${name}.parquet`;
      await connection.run(
        `COPY (${select}) TO ${sqlText(`${to}.unfinished`)} (FORMAT parquet, COMPRESSION zstd)`,
      );
      await rename(`${to}.unfinished`, to);
    }
  });
}
