import { datasetOf, type PartManifest } from "../../artifact/dataset.ts";
import { dayMs } from "../../behaviour/spans.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { type LocalDay, localDays } from "./local-days.ts";
import { isReplacedBehind } from "./replaced-behind.ts";

/** What an import and those before it hold of a day at a site; events are counted by their ids. */
export interface HeldDay extends LocalDay {
  readonly site: string;
  /** Events of the import. */
  readonly events: number;
  /** Events of earlier imports that count so far. */
  readonly earlier: number;
  /** Of these the ones before the first and after the last of the import's. */
  readonly outside: number;
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
  const eventsOf = (of: readonly PartManifest[]): string =>
    `SELECT id, site, epoch_ms(time) AS time_ms FROM ${sqlParquet(store.files(datasetOf("events", of)))}`;
  /** Of an earlier import what those behind it have left. */
  const countingOf = (record: ImportRecord, place: number): string => {
    const events = `SELECT * FROM (${eventsOf(record.parts)}) AS event`;
    const isReplaced = isReplacedBehind(store, earlier.slice(place + 1));
    return isReplaced === null ? events : `${events} WHERE NOT ${isReplaced}`;
  };
  return sql.use(async (connection) => {
    const starts = await connection.runAndReadAll(
      `SELECT DISTINCT time_ms - time_ms % ${dayMs} FROM (${eventsOf(parts)})`,
    );
    const startsMs = starts.getRowsJson().map(([ms]) => Number(ms));
    const days = localDays(timeZone, startsMs).map(
      ({ day, fromMs, untilMs }) => `(${sqlText(day)}, ${fromMs}, ${untilMs})`,
    );
    const reader = await connection.runAndReadAll(
      sqlFromFile(new URL("held-days.sql", import.meta.url), {
        days: { query: `SELECT * FROM (VALUES ${days}) AS named (day, from_ms, until_ms)` },
        arrived: { query: eventsOf(parts) },
        earlier: {
          query: earlier.map(countingOf).join(" UNION ALL ") || `${eventsOf(parts)} WHERE FALSE`,
        },
      }),
    );
    return reader.getRowsJson().map(([day, site, ...numbers]) => {
      const [fromMs, untilMs, events, before, outside] = numbers.map(Number) as [
        number,
        number,
        number,
        number,
        number,
      ];
      return {
        ...{ day: String(day), site: String(site), fromMs, untilMs },
        ...{ events, earlier: before, outside },
      };
    });
  });
}
