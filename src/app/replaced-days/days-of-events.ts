import type { PartManifest } from "../../artifact/dataset.ts";
import { dayMs, dayName } from "../../behaviour/spans.ts";
import { zoneOffsets } from "../../intake/columns/time-zone.ts";
import { type SqlConnection, sqlText } from "../../sql/sql.ts";
import type { SqlFileValue } from "../../sql/sql-file.ts";
import type { Workspace } from "../workspace.ts";
import { eventsIn } from "./counting-events.ts";
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

/** The days of an import's first and last event. */
export interface ImportedDays extends NamedDays {
  /** IANA name: by whose clocks. */
  readonly timeZone: string;
}

/**
 * The days of the first and of the last event of an import, by the clocks of a zone; null where it has none.
 *
 * @param timeZone IANA name
 */
export async function importedDays(
  { store, sql }: Pick<Workspace, "store" | "sql">,
  parts: readonly PartManifest[],
  timeZone: string,
): Promise<ImportedDays | null> {
  if (parts.length === 0) return null;
  const ends = await sql.use((connection) =>
    connection.runAndReadAll(`SELECT min(time_ms), max(time_ms) FROM (${eventsIn(store, parts)})`),
  );
  const [first, last] = ends.getRowsJson()[0] ?? [];
  if (first == null || last == null) return null;
  const offsetOf = zoneOffsets(timeZone);
  const dayOf = (ms: number): string => dayName(Math.floor((ms + offsetOf(ms)) / dayMs) * dayMs);
  return { from: dayOf(Number(first)), to: dayOf(Number(last)), timeZone };
}
