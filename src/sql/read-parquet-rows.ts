import {
  DuckDBInstance,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { CosmoError } from "../domain/cosmo-error.ts";
import { sqlParquet } from "./sql.ts";
import { firstLine } from "./sql-error.ts";

/**
 * Reads any Parquet file as plain rows, in file order, a chunk at a time.
 * Values: numbers (bigint and decimal too), strings, booleans, arrays, objects (of structures); timestamps that
 * are adjusted to UTC as milliseconds since 1970 UTC; other timestamps and dates, which are local by the format's
 * definition, as ISO 8601 without a zone; anything else as the engine prints it.
 * @throws CosmoError PARQUET_UNREADABLE
 */
export async function* readParquetRows(
  file: string,
  signal: AbortSignal,
): AsyncGenerator<Record<string, unknown>> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    const result = await connection.stream(`SELECT * FROM ${sqlParquet([file])}`);
    for await (const rows of result.yieldRowObjects()) {
      signal.throwIfAborted();
      for (const row of rows) {
        yield Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, plainValue(value)]),
        );
      }
    }
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

const localIso = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, -1);

function plainValue(value: DuckDBValue): unknown {
  if (value === null || typeof value !== "object") {
    return typeof value === "bigint" ? Number(value) : value;
  }
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, inner]) => [name, plainValue(inner)]),
    );
  }
  if (value instanceof DuckDBTimestampTZValue) return Number(value.micros / 1000n);
  if (value instanceof DuckDBTimestampValue) return localIso(Number(value.micros / 1000n));
  if (value instanceof DuckDBTimestampMillisecondsValue) return localIso(Number(value.millis));
  if ("scale" in value && "toDouble" in value && typeof value.toDouble === "function") {
    return value.toDouble();
  }
  return String(value);
}
