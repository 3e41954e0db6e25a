import type { PartManifest } from "../../artifact/dataset.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { countingEvents, eventsIn } from "./counting-events.ts";
import { daysAround, rowsOfDays } from "./days-of-events.ts";
import type { LocalDay } from "./local-days.ts";
import type { UndoneLines } from "./undone-lines.ts";

/** What an import and those before it hold of a day at a site; events are counted by their ids. */
export interface HeldDay extends LocalDay {
  readonly site: string;
  /** Events of the import. */
  readonly events: number;
  /** Lines of orders that came to nothing, which are no events. */
  readonly undone: number;
  /** Events of earlier imports that count so far. */
  readonly earlier: number;
  /** Of these the ones before the first and after the last of the import's. */
  readonly outside: number;
  /** Of these the ones of kinds that the import has nowhere at the site. */
  readonly otherKind: number;
}

/** What is held of days: by an import, and by those before it. */
export interface HoldingImports {
  /** Of the import. */
  readonly parts: readonly PartManifest[];
  /** Of its files. */
  readonly undone: UndoneLines;
  /** The imports before it, in order. */
  readonly earlier: readonly ImportRecord[];
}

/**
 * The days that an import holds, in order: of events, and of orders that came to nothing.
 * @param timeZone IANA name; days are those of its clocks
 */
export function heldDays(
  { store, sql }: Workspace,
  { parts, undone, earlier }: HoldingImports,
  timeZone: string,
): Promise<readonly HeldDay[]> {
  const events = `SELECT id, site, kind, time_ms, 0 AS undone FROM (${eventsIn(store, parts)})`;
  const fallen = undone.hours();
  const arrived = fallen === null ? events : `${events} UNION ALL ${fallen}`;
  return sql.use(async (connection) => {
    const days = await daysAround(connection, arrived, timeZone);
    const reader = await connection.runAndReadAll(
      sqlFromFile(new URL("held-days.sql", import.meta.url), {
        days: rowsOfDays(days),
        arrived: { query: arrived },
        earlier: { query: countingEvents(store, earlier) ?? `${events} WHERE FALSE` },
      }),
    );
    return reader.getRowsJson().map(([day, site, ...numbers]) => {
      const [fromMs, untilMs, events, undone, before, outside, otherKind] = numbers.map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return {
        ...{ day: String(day), site: String(site), fromMs, untilMs },
        ...{ events, undone, earlier: before, outside, otherKind },
      };
    });
  });
}
