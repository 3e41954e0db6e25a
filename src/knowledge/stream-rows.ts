import type { SqlConnection } from "../sql/sql.ts";

/**
 * Rows of a query, one after the other, as the engine gives them. The values are of the types that the
 * caller names: integers come as bigint from BIGINT columns and are given as numbers here.
 */
export async function* streamRows<Row extends readonly unknown[]>(
  connection: SqlConnection,
  select: string,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  const result = await connection.stream(select);
  for await (const rows of result.yieldRows()) {
    signal.throwIfAborted();
    for (const row of rows) {
      yield row.map((value) =>
        typeof value === "bigint" ? Number(value) : value,
      ) as unknown as Row;
    }
  }
}
