import { dayMs, dayName } from "../../behaviour/spans.ts";
import { zoneOffsets } from "../../intake/columns/time-zone.ts";
import { type SqlConnection, sqlText } from "../../sql/sql.ts";
import type { SqlFileValue } from "../../sql/sql-file.ts";
import { type LocalDay, localDays } from "./local-days.ts";
import type { NamedDays } from "./named-days.ts";

/**
 * The days that events may be of, by the clocks of a zone: those that share a time with a day of UTC that has one.
 *
 * @param events a query with `time_ms`
 * @param timeZone IANA name
 */
export async function daysAround(
  connection: SqlConnection,
  events: string,
  timeZone: string,
): Promise<readonly LocalDay[]> {
  const starts = await connection.runAndReadAll(
    `SELECT DISTINCT time_ms - time_ms % ${dayMs} FROM (${events})`,
  );
  return localDays(
    timeZone,
    starts.getRowsJson().map(([ms]) => Number(ms)),
  );
}

/** Days as rows of `day`, `from_ms` and `until_ms`; there must be one. */
export const rowsOfDays = (days: readonly LocalDay[]): SqlFileValue => ({
  query: `SELECT * FROM (VALUES ${days.map(
    ({ day, fromMs, untilMs }) => `(${sqlText(day)}, ${fromMs}, ${untilMs})`,
  )}) AS named (day, from_ms, until_ms)`,
});

/**
 * The days of the first and of the last event, by the clocks of a zone; null where there is no event.
 *
 * @param events a query with `time_ms`
 * @param timeZone IANA name
 */
export async function firstAndLastDay(
  connection: SqlConnection,
  events: string,
  timeZone: string,
): Promise<NamedDays | null> {
  const ends = await connection.runAndReadAll(`SELECT min(time_ms), max(time_ms) FROM (${events})`);
  const [first, last] = ends.getRowsJson()[0] ?? [];
  if (first == null || last == null) return null;
  const offsetOf = zoneOffsets(timeZone);
  const dayOf = (ms: number): string => dayName(Math.floor((ms + offsetOf(ms)) / dayMs) * dayMs);
  return { from: dayOf(Number(first)), to: dayOf(Number(last)) };
}
