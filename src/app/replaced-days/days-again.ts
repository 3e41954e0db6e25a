import type { PartManifest } from "../../artifact/dataset.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import { counted } from "../../text/counted.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { countingEvents, eventsIn } from "./counting-events.ts";
import { daysAround, rowsOfDays } from "./days-of-events.ts";
import { namedDaysOf } from "./named-days.ts";

/**
 * A note where an import of events holds days that earlier imports hold too, and holds them otherwise: a corrected export that
 * replaces nothing would count beside the old one. None where all of these events came before, or so few of a kind that they
 * are stragglers.
 *
 * @param parts of the import
 * @param earlier the imports before it, in order
 * @param timeZone IANA name; days are those of its clocks
 */
export async function daysAgain(
  { store, sql }: Workspace,
  parts: readonly PartManifest[],
  earlier: readonly ImportRecord[],
  timeZone: string,
): Promise<string | null> {
  const before = countingEvents(store, earlier);
  if (before === null || parts.length === 0) return null;
  const arrived = eventsIn(store, parts);
  return sql.use(async (connection) => {
    const days = await daysAround(connection, arrived, timeZone);
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return null;
    const reader = await connection.runAndReadAll(
      sqlFromFile(new URL("days-again.sql", import.meta.url), {
        days: rowsOfDays(days),
        arrived: { query: arrived },
        earlier: {
          query: `SELECT * FROM (${before}) WHERE time_ms >= ${first.fromMs} AND time_ms < ${last.untilMs}`,
        },
      }),
    );
    const rows = reader.getRowsJson();
    if (rows.length === 0) return null;
    const further = rows.reduce((sum, [, events]) => sum + Number(events), 0);
    const named = namedDaysOf(rows.map(([day]) => String(day))).join(", ");
    return `${named}: earlier imports have events of ${rows.length === 1 ? "this day" : "these days"} too, and ${counted(further, "events")} of these files ${further === 1 ? "counts" : "count"} beside them. If the files are a correction, import them again with --replace-days.`;
  });
}
