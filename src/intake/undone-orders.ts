import { cleanEntry } from "./columns/clean-text.ts";
import type { FieldSource } from "./columns/resolve-columns.ts";
import { eventTimeReader } from "./event-time.ts";
import type { EventImportOptions } from "./import-item.ts";

/** Where a line of an order that came to nothing would have stood. */
export interface UndonePlace {
  readonly site: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Tells `onUndone` of a record that is such a line: a file holds its day, though it has no event of it. */
export function undoneTeller(
  sources: ReadonlyMap<string, FieldSource>,
  options: EventImportOptions,
): (record: unknown) => void {
  const { onUndone } = options;
  if (onUndone === undefined) return () => {};
  const readTime = eventTimeReader(options);
  const timeCell = sources.get("time")?.cell ?? (() => undefined);
  const siteCell = sources.get("site")?.cell ?? (() => undefined);
  return (record) => {
    const time = readTime(timeCell(record));
    if (typeof time !== "number") return;
    onUndone({ site: options.site ?? cleanEntry(siteCell(record)) ?? "default", time });
  };
}
