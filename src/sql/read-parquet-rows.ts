import { CosmoError } from "../domain/cosmo-error.ts";
import { duckDb } from "./duckdb.ts";
import { plainRows } from "./plain-rows.ts";
import { sqlParquet } from "./sql.ts";
import { firstLine } from "./sql-error.ts";

/**
 * Reads any Parquet file as rows such as `plainRows` gives, in file order.
 * @throws CosmoError PARQUET_UNREADABLE
 */
export async function* readParquetRows(
  file: string,
  signal: AbortSignal,
): AsyncGenerator<Record<string, unknown>> {
  const instance = await duckDb().DuckDBInstance.create(":memory:", {
    threads: "1",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    yield* plainRows(connection, `SELECT * FROM ${sqlParquet([file])}`, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error;
    throw new CosmoError(
      "PARQUET_UNREADABLE",
      `${file} is not a readable Parquet file: ${firstLine(error.message)}`,
      { hint: "The copy may be incomplete: copy the file again, then import again.", cause: error },
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
