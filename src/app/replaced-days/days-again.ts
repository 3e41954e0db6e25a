import type { PartManifest } from "../../artifact/dataset.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import { counted } from "../../text/counted.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { countingAround, eventsIn } from "./counting-events.ts";
import { daysAround, rowsOfDays } from "./days-of-events.ts";
import { type NamedDays, namedDaysOf } from "./named-days.ts";

/**
 * A note where an import of events holds days that earlier imports hold too, and lacks events of theirs: it may be a corrected export,
 * beside which the old events stay. None where all of these came again, or where the import has so few of a kind that they are
 * stragglers.
 *
 * @param parts of the import
 * @param held its days
 * @param earlier the imports before it, in order; those whose parts are gone have nothing to compare
 * @param timeZone IANA name; days are those of its clocks
 */
export async function daysAgain(
  { store, sql }: Workspace,
  parts: readonly PartManifest[],
  held: NamedDays,
  earlier: readonly ImportRecord[],
  timeZone: string,
): Promise<string | null> {
  const counting = await countingAround(store, earlier, held);
  if (counting === null) return null;
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
          query: `SELECT * FROM (${counting}) WHERE time_ms >= ${first.fromMs} AND time_ms < ${last.untilMs}`,
        },
      }),
    );
    const rows = reader.getRowsJson();
    if (rows.length === 0) return null;
    const lacking = rows.reduce((sum, [, events]) => sum + Number(events), 0);
    const named = namedDaysOf(rows.map(([day]) => String(day))).join(", ");
    const [these, stay] = lacking === 1 ? ["it", "stays"] : ["they", "stay"];
    return `Earlier imports have ${counted(lacking, "events")} of ${named} that these files lack or tell otherwise; ${these} ${stay}. If the files are a correction, import them again with --replace-days. If they are another source of the same acts, such as orders beside a web log, these acts count twice: leave them out of one (--kind WORD=none, or --format ga4 --kind purchase=none).`;
  });
}
