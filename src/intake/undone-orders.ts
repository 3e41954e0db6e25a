import { cleanEntry } from "./columns/clean-text.ts";
import type { FieldSource } from "./columns/resolve-columns.ts";
import { eventTimeReader } from "./event-time.ts";
import type { EventImportOptions } from "./import-item.ts";

/** A line of an order that came to nothing. */
export interface UndoneLine {
  readonly site: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly session: string | null;
  readonly product: string | null;
}

/** Tells `onUndone` of a record that is such a line: a file holds its day, though it has no event of it. */
export function undoneTeller(
  sources: ReadonlyMap<string, FieldSource>,
  options: EventImportOptions,
): (record: unknown) => void {
  const { onUndone } = options;
  if (onUndone === undefined) return () => {};
  const readTime = eventTimeReader(options);
  const cellOf = (field: string) => sources.get(field)?.cell ?? (() => undefined);
  const timeCell = cellOf("time");
  const text = (field: string) => {
    const cell = cellOf(field);
    return (record: unknown) => cleanEntry(cell(record));
  };
  const [siteOf, sessionOf, productOf] = [text("site"), text("session"), text("product")];
  return (record) => {
    const time = readTime(timeCell(record));
    if (typeof time !== "number") return;
    const site = options.site ?? siteOf(record) ?? "default";
    onUndone({ site, time, session: sessionOf(record), product: productOf(record) });
  };
}
