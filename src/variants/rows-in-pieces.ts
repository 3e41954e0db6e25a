import type { SqlConnection } from "../sql/sql.ts";

/** Rows that are read at once, between two looks at the signal. */
export const batchSize = 10_000;

/**
 * The rows of a query in pieces: what is appended on a connection may not meet a stream that is open on it.
 * @param select the rows whose number is at least `from` and below `before`; numbers have no gaps
 */
export async function* rowsInPieces(
  connection: SqlConnection,
  signal: AbortSignal,
  select: (from: number, before: number) => string,
): AsyncGenerator<readonly unknown[]> {
  for (let from = 0; ; from += batchSize) {
    signal.throwIfAborted();
    const rows = (await connection.runAndReadAll(select(from, from + batchSize))).getRows();
    if (rows.length === 0) return;
    yield* rows;
  }
}
