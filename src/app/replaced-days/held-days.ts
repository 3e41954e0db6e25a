import type { PartManifest } from "../../artifact/dataset.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { countingEvents, eventsIn } from "./counting-events.ts";
import { daysAround, rowsOfDays } from "./days-of-events.ts";
import type { LocalDay } from "./local-days.ts";

/** What an import and those before it hold of a day at a site; events are counted by their ids. */
export interface HeldDay extends LocalDay {
  readonly site: string;
  /** Events of the import. */
  readonly events: number;
  /** Events of earlier imports that count so far. */
  readonly earlier: number;
  /** Of these the ones before the first and after the last of the import's. */
  readonly outside: number;
  /** Of these the ones of kinds that the import has nowhere at the site. */
  readonly otherKind: number;
}

/**
 * The days of an import's events, in order.
 * @param parts of the import
 * @param earlier the imports before it, in order
 * @param timeZone IANA name; days are those of its clocks
 */
export function heldDays(
  { store, sql }: Workspace,
  parts: readonly PartManifest[],
  earlier: readonly ImportRecord[],
  timeZone: string,
): Promise<readonly HeldDay[]> {
  const arrived = eventsIn(store, parts);
  return sql.use(async (connection) => {
    const days = await daysAround(connection, arrived, timeZone);
    const reader = await connection.runAndReadAll(
      sqlFromFile(new URL("held-days.sql", import.meta.url), {
        days: rowsOfDays(days),
        arrived: { query: arrived },
        earlier: { query: countingEvents(store, earlier) ?? `${arrived} WHERE FALSE` },
      }),
    );
    return reader.getRowsJson().map(([day, site, ...numbers]) => {
      const [fromMs, untilMs, events, before, outside, otherKind] = numbers.map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return {
        ...{ day: String(day), site: String(site), fromMs, untilMs },
        ...{ events, earlier: before, outside, otherKind },
      };
    });
  });
}
