import { dayName } from "../../behaviour/spans.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import { counted } from "../../text/counted.ts";
import type { Workspace } from "../workspace.ts";
import { countingAround, eventsIn } from "./counting-events.ts";
import { daysAround, rowsOfDays } from "./days-of-events.ts";
import type { HoldingImports } from "./held-days.ts";
import { namedDaysOf } from "./named-days.ts";

/**
 * A warning where earlier imports hold purchases whose orders an import tells otherwise, be they lines with fewer units or orders that
 * came to nothing since: they count, beside what came. Null where there are none.
 *
 * @param timeZone IANA name; days are those of its clocks
 */
export async function ordersAgain(
  { store, sql }: Workspace,
  { parts, undone, earlier }: HoldingImports,
  timeZone: string,
): Promise<string | null> {
  const nothing =
    "SELECT CAST(NULL AS VARCHAR) AS id, '' AS site, '' AS session, '' AS product, 0 AS time_ms, '' AS kind WHERE FALSE";
  const arrived = parts.length === 0 ? nothing : eventsIn(store, parts);
  const fallen = undone.lines() ?? nothing;
  const times = `SELECT time_ms FROM (${arrived}) UNION ALL SELECT time_ms FROM (${fallen})`;
  return sql.use(async (connection) => {
    const ends = await connection.runAndReadAll(
      `SELECT min(time_ms), max(time_ms) FROM (${times})`,
    );
    const [first, last] = ends.getRowsJson()[0] ?? [];
    if (first == null || last == null) return null;
    const held = { from: dayName(Number(first)), to: dayName(Number(last)) };
    const counting = await countingAround(store, earlier, held);
    if (counting === null) return null;
    const days = await daysAround(connection, times, timeZone);
    const reader = await connection.runAndReadAll(
      sqlFromFile(new URL("orders-again.sql", import.meta.url), {
        days: rowsOfDays(days),
        arrived: { query: arrived },
        undone: { query: fallen },
        earlier: {
          query: `SELECT * FROM (${counting}) WHERE time_ms >= ${Number(first)} AND time_ms <= ${Number(last)}`,
        },
      }),
    );
    const rows = reader.getRowsJson();
    if (rows.length === 0) return null;
    const purchases = rows.reduce((sum, [, count]) => sum + Number(count), 0);
    const named = namedDaysOf(rows.map(([day]) => String(day))).join(", ");
    const [are, they] = purchases === 1 ? ["is", "It counts"] : ["are", "They count"];
    return `${counted(purchases, "purchases")} of ${named} in earlier imports ${are} told otherwise here: by now these orders have fewer units, or came to nothing. ${they} as before, beside what came. To have them as they are now: export those days whole, and import that with --replace-days.`;
  });
}
