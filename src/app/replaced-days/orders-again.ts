import { dayName } from "../../behaviour/spans.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import { counted } from "../../text/counted.ts";
import type { Workspace } from "../workspace.ts";
import { countingAround, eventsIn } from "./counting-events.ts";
import { daysAround, rowsOfDays } from "./days-of-events.ts";
import type { HoldingImports } from "./held-days.ts";
import { namedDaysOf } from "./named-days.ts";

const noLines =
  "SELECT '' AS site, '' AS session, '' AS product, 0 AS time_ms, '' AS kind, 0 AS quantity WHERE FALSE";

/**
 * A warning where earlier imports hold purchases of which an import knows less, be they lines with fewer units or orders that came to
 * nothing since: they count, beside what came. Null where there are none.
 *
 * @param timeZone IANA name; days are those of its clocks
 */
export async function ordersAgain(
  { store, sql }: Workspace,
  { parts, undone, earlier }: HoldingImports,
  timeZone: string,
): Promise<string | null> {
  const arrived = parts.length === 0 ? noLines : eventsIn(store, parts);
  const times = `SELECT time_ms FROM (${arrived}) UNION ALL SELECT time_ms FROM undone_lines`;
  return sql.use(async (connection) => {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE undone_lines AS ${undone.lines() ?? noLines}`,
    );
    try {
      const ends = await connection.runAndReadAll(
        `SELECT min(time_ms), max(time_ms) FROM (${times})`,
      );
      const [first, last] = ends.getRowsJson()[0] ?? [];
      if (first == null || last == null) return null;
      const held = { from: dayName(Number(first)), to: dayName(Number(last)) };
      const counting = await countingAround(store, earlier, held);
      if (counting === null) return null;
      const within = `time_ms >= ${Number(first)} AND time_ms <= ${Number(last)}`;
      const reader = await connection.runAndReadAll(
        sqlFromFile(new URL("orders-again.sql", import.meta.url), {
          days: rowsOfDays(await daysAround(connection, times, timeZone)),
          arrived: { query: arrived },
          earlier: { query: `SELECT * FROM (${counting}) WHERE ${within}` },
        }),
      );
      return warningOf(reader.getRowsJson(), undone.areMore);
    } finally {
      await connection.run("DROP TABLE undone_lines");
    }
  });
}

/** @param rows days with their purchases */
function warningOf(rows: readonly (readonly unknown[])[], areMore: boolean): string | null {
  if (rows.length === 0) return null;
  const purchases = rows.reduce((sum, [, count]) => sum + Number(count), 0);
  const named = namedDaysOf(rows.map(([day]) => String(day))).join(", ");
  const [have, they] = purchases === 1 ? ["has", "It counts"] : ["have", "They count"];
  return `${areMore ? "At least " : ""}${counted(purchases, "purchases")} of ${named} in earlier imports ${have} fewer units by these files, or came to nothing. ${they} as before, beside what came. To have them as they are now: export those days whole, and import that with --replace-days.`;
}
