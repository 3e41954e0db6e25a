import { datasetOf, type PartManifest } from "../../artifact/dataset.ts";
import type { Store } from "../../artifact/store.ts";
import { sqlParquet } from "../../sql/sql.ts";
import type { ImportRecord } from "../imports.ts";
import { isReplacedBehind } from "./replaced-behind.ts";

/** Rows of parts of events, with `time_ms` for their milliseconds since 1970. */
export const eventsIn = (store: Store, parts: readonly PartManifest[]): string =>
  `SELECT *, epoch_ms(time) AS time_ms FROM ${sqlParquet(store.files(datasetOf("events", parts)))}`;

/**
 * The same of imports, of each without what those behind it replace; null where there are no imports.
 *
 * @param imports in order
 */
export function countingEvents(store: Store, imports: readonly ImportRecord[]): string | null {
  const selects = imports.map((record, place) => {
    const events = `SELECT * FROM (${eventsIn(store, record.parts)}) AS event`;
    const isReplaced = isReplacedBehind(store, imports.slice(place + 1));
    return isReplaced === null ? events : `${events} WHERE NOT ${isReplaced}`;
  });
  return selects.length === 0 ? null : selects.join(" UNION ALL ");
}
