import { setTimeout } from "node:timers/promises";
import type { Sql, SqlConnection } from "../../sql/sql.ts";

const everyMs = 10;

/** The result of some work, and the most bytes that the engine was seen to hold meanwhile. */
export async function watchedPeak<Result>(
  sql: Sql,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly peakBytes: number }> {
  return sql.use(async (connection) => {
    const ended = new AbortController();
    let peakBytes = 0;
    const look = async (): Promise<void> => {
      peakBytes = Math.max(peakBytes, await bytesHeld(connection));
    };
    const watching = (async () => {
      while (!ended.signal.aborted) {
        await look();
        await setTimeout(everyMs, undefined, { signal: ended.signal }).catch(() => {});
      }
    })();
    try {
      return { result: await work(), peakBytes };
    } finally {
      ended.abort();
      await watching;
    }
  });
}

/** By the engine, in memory and in what it spilled. */
export async function bytesHeld(connection: SqlConnection): Promise<number> {
  const reader = await connection.runAndReadAll(
    "SELECT sum(memory_usage_bytes) + sum(temporary_storage_bytes) FROM duckdb_memory()",
  );
  return Number(reader.getRows()[0]?.[0]);
}
