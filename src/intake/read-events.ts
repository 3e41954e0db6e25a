import type { ShopEvent } from "../domain/tables/events.ts";
import { readBundleEvents } from "./bundlerec/read-bundle-events.ts";
import { refuseMap } from "./columns/column-map.ts";
import { esciWithoutEvents } from "./esci/esci-files.ts";
import { findFiles, type SourceFile } from "./files/find-files.ts";
import { nameFits } from "./files/format.ts";
import { firstSeen } from "./first-seen.ts";
import { type EventImportOptions, type ImportItem, Problem } from "./import-item.ts";
import { noticesOnce } from "./notices-once.ts";
import { readTableEvents } from "./read-table-events.ts";
import { placeOf, rejectOf } from "./reject.ts";
import { shownOfEvent } from "./shown-of-event.ts";
import { readUbiEvents } from "./ubi/read-ubi-events.ts";

/**
 * Reads events from files, folders and globs, in the order of their sorted paths: each row as an
 * event, or as a reject with the reason. An id that came before is a reject, `EVENT_REPEATED`.
 *
 * @example
 * const options = { …, map: parseMap(["session=InvoiceNo", "product=StockCode", "time=InvoiceDate"]) };
 * for await (const item of readEvents(["invoices.csv.gz"], options, signal)) { … }
 *
 * @throws CosmoError FILE_NOT_FOUND, COLUMN_MISSING, FILE_CUT_SHORT, … after the rows before it
 */
export async function* readEvents(
  paths: readonly string[],
  options: EventImportOptions,
  signal: AbortSignal,
): AsyncGenerator<ImportItem<ShopEvent>> {
  const files = await findFiles(paths, (name) => nameFits(name, options.format, "events"));
  const names = files.map(({ name }) => name);
  const fileOf = new Map(names.map((name, index) => [name, index]));
  const seen = firstSeen();
  for await (const batch of batchesOf(files, noticesOnce(options), signal)) {
    for (const item of batch) {
      if ("reject" in item) {
        yield item;
        continue;
      }
      const { row, source, line } = item;
      const earlier = seen.note(row.id, "", { file: fileOf.get(source) ?? 0, line });
      if (earlier === null) {
        yield item;
        continue;
      }
      const first = placeOf(names[earlier.file] ?? source, earlier.line);
      const problem = new Problem("EVENT_REPEATED", `The same event came before, at ${first}.`);
      const { time, kind } = row;
      const json = JSON.stringify({ time, kind, product: shownOfEvent("product", row.product) });
      yield { reject: rejectOf(source, line, problem, json) };
    }
  }
}

function batchesOf(
  files: readonly SourceFile[],
  options: EventImportOptions,
  signal: AbortSignal,
): AsyncIterable<readonly ImportItem<ShopEvent>[]> {
  if (options.format === "bundlerec" || options.format === "ubi") {
    refuseMap(options.map, options.format);
  }
  if (options.format === "esci") throw esciWithoutEvents();
  if (options.format === "bundlerec") return readBundleEvents(files, options, signal);
  if (options.format === "ubi") return readUbiEvents(files, options, signal);
  return readTableEvents(files, options.format, options, signal);
}
