import type { DuckDBValue } from "@duckdb/node-api";
import { duckDb } from "./duckdb.ts";
import type { SqlConnection } from "./sql.ts";

/**
 * What a query gives, as plain rows, a chunk at a time.
 * Values: numbers (bigint and decimal too), strings, booleans, arrays, objects (of structures); timestamps that
 * are adjusted to UTC as milliseconds since 1970 UTC; other timestamps and dates, which are local by the format's
 * definition, as ISO 8601 without a zone; anything else as the engine prints it.
 */
export async function* plainRows(
  connection: SqlConnection,
  select: string,
  signal: AbortSignal,
): AsyncGenerator<Record<string, unknown>> {
  const result = await connection.stream(select);
  for await (const rows of result.yieldRowObjects()) {
    signal.throwIfAborted();
    for (const row of rows) {
      yield Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, plainValue(value)]),
      );
    }
  }
}

const localIso = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, -1);

function plainValue(value: DuckDBValue): unknown {
  if (value === null || typeof value !== "object") {
    return typeof value === "bigint" ? Number(value) : value;
  }
  const {
    DuckDBListValue,
    DuckDBStructValue,
    DuckDBTimestampMillisecondsValue,
    DuckDBTimestampTZValue,
    DuckDBTimestampValue,
  } = duckDb();
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
