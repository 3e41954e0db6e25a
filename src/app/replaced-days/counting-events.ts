import { datasetOf, type PartManifest } from "../../artifact/dataset.ts";
import type { Store } from "../../artifact/store.ts";
import { dayMs, dayName } from "../../behaviour/spans.ts";
import { sqlParquet } from "../../sql/sql.ts";
import type { ImportRecord } from "../imports.ts";
import { arePresent } from "../present-parts.ts";
import type { NamedDays } from "./named-days.ts";
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

/** So many imports that stand alone for days among the same days are looked through at most. */
const mostReplacing = 20;

/**
 * The same of those imports that may hold an event of these days and whose parts are there; null also where too many stand alone for days
 * to be looked through.
 */
export async function countingAround(
  store: Store,
  imports: readonly ImportRecord[],
  days: NamedDays,
): Promise<string | null> {
  const around: ImportRecord[] = [];
  for (const record of imports) {
    if (!mayShareDay(record, days)) continue;
    if (await arePresent(store, [datasetOf("events", record.parts)])) around.push(record);
  }
  const replacing = around.filter(({ replacedParts = [] }) => replacedParts.length > 0);
  return replacing.length > mostReplacing ? null : countingEvents(store, around);
}

/** Whether an import may hold an event of these days, or stand alone for one, whatever zone its own are told in. */
function mayShareDay({ days, replaced = [] }: ImportRecord, { from, to }: NamedDays): boolean {
  const movedBy = (day: string, by: number): string => dayName(Date.parse(day) + by * dayMs);
  const [first, last] = [movedBy(from, -2), movedBy(to, 2)];
  return (
    (days !== undefined && days.from <= last && days.to >= first) ||
    replaced.some(({ day }) => day >= first && day <= last)
  );
}
