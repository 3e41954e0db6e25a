import { datasetOf, type PartManifest } from "../../artifact/dataset.ts";
import type { Store } from "../../artifact/store.ts";
import { sqlParquet } from "../../sql/sql.ts";
import type { ImportRecord } from "../imports.ts";
import { isReplacedBehind } from "./replaced-behind.ts";

/** Rows of parts of events, with `time_ms` for their milliseconds since 1970. */
export const eventsIn = (store: Store, parts: readonly PartManifest[]): string =>
  `SELECT *, epoch_ms(time) AS time_ms FROM ${sqlParquet(store.files(datasetOf("events", parts)))}`;

/**
 * The same of imports, of each without what those behind it replace; null where they have no parts.
 *
 * @param imports in order
 */
export function countingEvents(store: Store, imports: readonly ImportRecord[]): string | null {
  const selects: string[] = [];
  const whole: PartManifest[] = [];
  for (const [place, { parts }] of imports.entries()) {
    const isReplaced = isReplacedBehind(store, imports.slice(place + 1));
    if (isReplaced === null) whole.push(...parts);
    else if (parts.length > 0) {
      selects.push(`SELECT * FROM (${eventsIn(store, parts)}) AS event WHERE NOT ${isReplaced}`);
    }
  }
  // At one go: each reading of files holds some of them open.
  if (whole.length > 0) selects.push(eventsIn(store, whole));
  return selects.length === 0 ? null : selects.join(" UNION ALL ");
}
