import {
  DuckDBInstance,
  DuckDBListValue,
  DuckDBStructValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { CosmoError } from "../domain/cosmo-error.ts";
import { sqlParquet } from "./sql.ts";
import { firstLine } from "./sql-error.ts";

/**
 * Reads any Parquet file as plain rows, in file order, a chunk at a time.
 * Values: numbers (bigint and decimal too), strings, booleans, arrays, objects (of structures); dates and timestamps as
 * milliseconds since 1970 UTC; anything else as the engine prints it.
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
  if ("micros" in value && typeof value.micros === "bigint") return Number(value.micros / 1000n);
  if ("millis" in value && typeof value.millis === "bigint") return Number(value.millis);
  if ("days" in value && typeof value.days === "number" && !("months" in value)) {
    return value.days * 86_400_000;
  }
  if ("scale" in value && "toDouble" in value && typeof value.toDouble === "function") {
    return value.toDouble();
  }
  return String(value);
}
