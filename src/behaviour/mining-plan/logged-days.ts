import type { SqlConnection } from "../../sql/sql.ts";
import { sqlParquet } from "../../sql/sql.ts";
import { readRows } from "../explanation/read-rows.ts";
import type { EventDay } from "../spans.ts";

/**
 * The calendar days (UTC) of files of events, in order, with how many each has: of all columns the times alone are read, so
 * that nothing tells two days of equally many events from each other.
 */
export async function loggedDays(
  connection: SqlConnection,
  files: readonly string[],
): Promise<readonly EventDay[]> {
  if (files.length === 0) return [];
  const rows = await readRows(
    connection,
    `SELECT epoch_ms(CAST(day AS TIMESTAMP)) AS start_ms, events
      FROM (
        SELECT CAST(time AS DATE) AS day, count(*) AS events
        FROM ${sqlParquet(files)}
        GROUP BY CAST(time AS DATE)
      ) AS days
      ORDER BY start_ms`,
  );
  return rows.map(({ number }) => ({
    ...{ startMs: number("start_ms"), events: number("events") },
    ...{ digest: "", productDigest: "", parts: [] },
  }));
}
