import { CosmoError } from "../../domain/cosmo-error.ts";
import type { ShopEvent } from "../../domain/tables/events.ts";
import { emptyFiles } from "../files/empty-files.ts";
import type { SourceFile } from "../files/find-files.ts";
import type { BrokenRecord, SourceRecord } from "../files/source-record.ts";
import { type EventImportOptions, type ImportItem, type Notice, Problem } from "../import-item.ts";
import { leftOutWords } from "../left-out-words.ts";
import { rejectOf } from "../reject.ts";
import { shownOfEvent } from "../shown-of-event.ts";
import { isKindLike } from "../unknown-words.ts";
import { type Ga4Document, ga4Text, itemsOf, listIndexOf, readGa4File } from "./ga4-document.ts";
import { ga4EventReader, kindOfGa4Event } from "./ga4-event.ts";

/**
 * The events of tables that Google Analytics 4 exports to BigQuery, as JSON lines or Parquet, read twice: first for
 * whether places in lists begin with 0. Documents of other acts than a shop's are counted in a notice.
 * @throws CosmoError FILE_EMPTY, FILE_CUT_SHORT, PARQUET_UNREADABLE, …
 */
export async function* readGa4Events(
  files: readonly SourceFile[],
  options: EventImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<ShopEvent>[]> {
  const eventsOf = ga4EventReader(await countsFromZero(files, options, signal), options);
  const unused = leftOutWords();
  const itemsOfRecord = (
    source: string,
    record: SourceRecord | BrokenRecord,
  ): readonly ImportItem<ShopEvent>[] => {
    const { line } = record;
    if ("problem" in record) return [{ reject: rejectOf({ source, line }, record.problem, null) }];
    const document = record.value as Ga4Document;
    const name = ga4Text(document["event_name"]);
    if (name === null) {
      return [{ reject: rejectOf({ source, line }, nameMissing, shownPart(document)) }];
    }
    const kind = kindOfGa4Event(name, options.kinds);
    if (kind === undefined || kind === null) {
      unused.note(name);
      return [];
    }
    return eventsOf(document, kind).map((event, index) => {
      const at = { source, line, place: index + 1 };
      return event instanceof Problem
        ? { reject: rejectOf(at, event, shownPart(document)) }
        : { row: event, ...at };
    });
  };
  const empty = emptyFiles(files.length, options.notice);
  for (const file of files) {
    const records = await empty.opened(file.name, () => readGa4File(file, signal));
    if (records === null) continue;
    for await (const batch of records.batches) {
      signal.throwIfAborted();
      yield batch.flatMap((record) => itemsOfRecord(file.name, record));
    }
  }
  const told = unused.told("documents", isKindLike);
  if (told !== null) options.notice(noticeOfUnused(told));
}

const nameMissing = new Problem("KIND_MISSING", "The document has no event_name.", "kind");

/** Whether a list has a place 0. A file that can't be read to its end is told of when its events are read. */
async function countsFromZero(
  files: readonly SourceFile[],
  options: EventImportOptions,
  signal: AbortSignal,
): Promise<boolean> {
  for (const file of files) {
    try {
      for await (const batch of (await readGa4File(file, signal)).batches) {
        signal.throwIfAborted();
        if (batch.some((record) => hasPlaceZero(record, options))) return true;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CosmoError)) throw error;
    }
  }
  return false;
}

function hasPlaceZero(
  record: SourceRecord | BrokenRecord,
  { kinds }: Pick<EventImportOptions, "kinds">,
): boolean {
  if ("problem" in record) return false;
  const document = record.value as Ga4Document;
  const kind = kindOfGa4Event(ga4Text(document["event_name"]) ?? "", kinds);
  return Boolean(kind) && itemsOf(document).some((item) => listIndexOf(item) === 0);
}

const noticeOfUnused = (told: string): Notice => ({
  code: "ANALYTICS_EVENTS_UNUSED",
  message: `Of no search and no product are ${told}. Where one is: --kind NAME=search, and so on.`,
});

/** What a reject may repeat of a document: parameters may hold what was typed. */
const shownPart = (document: Ga4Document): string =>
  JSON.stringify({
    event_name: shownOfEvent("kind", document["event_name"]),
    event_timestamp: shownOfEvent("time", document["event_timestamp"]),
    items: itemsOf(document)
      .slice(0, 5)
      .map(({ item_id }) => shownOfEvent("product", item_id)),
  });
