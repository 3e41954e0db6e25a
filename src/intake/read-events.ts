import type { ShopEvent } from "../domain/tables/events.ts";
import { counted } from "../text/counted.ts";
import { readBundleEvents } from "./bundlerec/read-bundle-events.ts";
import { refuseMap } from "./columns/column-map.ts";
import { esciWithoutEvents } from "./esci/esci-files.ts";
import { type EventRepeats, eventRepeats } from "./event-repeats.ts";
import { findFiles, type SourceFile } from "./files/find-files.ts";
import { nameFits } from "./files/format.ts";
import { readGa4Events } from "./ga4/read-ga4-events.ts";
import { type EventImportOptions, type ImportItem, type Notice, Problem } from "./import-item.ts";
import { noticesOnce } from "./notices-once.ts";
import { readTableEvents } from "./read-table-events.ts";
import { firstPlace, placeOf, rejectOf } from "./reject.ts";
import { shownOfEvent } from "./shown-of-event.ts";
import { refuseKinds } from "./told-kinds.ts";
import { readUbiEvents } from "./ubi/read-ubi-events.ts";

/**
 * Reads events from files, folders and globs, in the order of their sorted paths: each row as an
 * event, or as a reject with the reason. An event that says the same as one before is a reject, `EVENT_REPEATED`.
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
  const files = await findFiles(
    paths,
    (name) => nameFits(name, options.format, "events"),
    options.encoding,
  );
  const names = files.map(({ name }) => name);
  const fileOf = new Map(names.map((name, index) => [name, index]));
  const repeats = eventRepeats();
  for await (const batch of batchesOf(files, noticesOnce(options), signal)) {
    for (const item of batch) {
      if ("reject" in item) {
        yield item;
        continue;
      }
      const { row, source, line } = item;
      const earlier = repeats.earlier(row, { file: fileOf.get(source) ?? 0, line });
      if (earlier === null) {
        yield item;
        continue;
      }
      const first = firstPlace(item, names[earlier.file] ?? source, earlier.line);
      const problem = new Problem("EVENT_REPEATED", `The same event came before, ${first}.`);
      const { time, kind } = row;
      const json = JSON.stringify({ time, kind, product: shownOfEvent("product", row.product) });
      yield { reject: rejectOf(item, problem, json) };
    }
  }
  const shared = idsShared(repeats, names);
  if (shared !== null) options.notice(shared);
}

/** Tells of events that share an id and a day and say different things: most of them will not count. */
function idsShared(
  { differing, firstDiffering }: EventRepeats,
  names: readonly string[],
): Notice | null {
  if (firstDiffering === null) return null;
  const [place, of] = [firstDiffering.place, firstDiffering.of].map(({ file, line }) =>
    placeOf(names[file] ?? "", line),
  );
  const message = `${counted(differing, "events")} with an id that another of the same day has, and other words (first ${place}, as ${of}): of each id and day the earliest counts, the others are counted as repeated by observe.`;
  return { code: "EVENT_IDS_SHARED", message };
}

function batchesOf(
  files: readonly SourceFile[],
  options: EventImportOptions,
  signal: AbortSignal,
): AsyncIterable<readonly ImportItem<ShopEvent>[]> {
  const { format } = options;
  if (format === "bundlerec" || format === "ubi" || format === "ga4") {
    refuseMap(options.map, format);
    if (format !== "ga4") refuseKinds(options.kinds, format);
  }
  if (format === "esci") throw esciWithoutEvents();
  if (format === "bundlerec") return readBundleEvents(files, options, signal);
  if (format === "ga4") return readGa4Events(files, options, signal);
  if (format === "ubi") return readUbiEvents(files, options, signal);
  return readTableEvents(files, format, options, signal);
}
