import type { ShopEvent } from "../../domain/tables/events.ts";
import { eventTimeReader } from "../event-time.ts";
import { emptyFiles } from "../files/empty-files.ts";
import { emptyFile } from "../files/file-error.ts";
import type { SourceFile } from "../files/find-files.ts";
import type { JsonObject } from "../files/read-json.ts";
import { type EventImportOptions, type ImportItem, Problem } from "../import-item.ts";
import { rejectOf } from "../reject.ts";
import { shapeOf, shownOfEvent } from "../shown-of-event.ts";
import { objectOf, ordinalOf, readUbiDocuments } from "./ubi-document.ts";
import { ubiEventReader } from "./ubi-event.ts";
import { surveyUbi } from "./ubi-survey.ts";

/**
 * The events of User Behavior Insights logs, as bulk lines or plain JSON lines, read twice: first
 * for what documents say of each other, then for the events. A query document is a search, once per
 * query id and text. The site is the document's application unless the options name one.
 * @throws CosmoError FILE_EMPTY, FILE_CUT_SHORT, …
 */
export async function* readUbiEvents(
  files: readonly SourceFile[],
  options: EventImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<ShopEvent>[]> {
  const survey = await surveyUbi(files, options, signal);
  if (options.site === null && survey.applications.length > 0) {
    const message = `The application is the site: ${survey.applications.slice(0, 20).join(", ")}. Products are matched within a site.`;
    options.notice({ code: "SITES_TAKEN", message });
  }
  const eventOf = ubiEventReader(survey, eventTimeReader(options), options);
  const empty = emptyFiles(files.length, options.notice);
  for (const file of files) {
    let documentCount = 0;
    for await (const documents of readUbiDocuments(file, signal)) {
      signal.throwIfAborted();
      documentCount += documents.length;
      yield documents.map((document) => {
        const { line } = document;
        if ("problem" in document)
          return { reject: rejectOf({ source: file.name, line }, document.problem, null) };
        const row = eventOf(document);
        if (!(row instanceof Problem)) return { row, source: file.name, line };
        return { reject: rejectOf({ source: file.name, line }, row, shownPart(document.content)) };
      });
    }
    if (documentCount === 0) empty.skip(emptyFile(file.name), file.name);
  }
}

/** What a reject may repeat of a document. Messages and queries hold what was typed: left out. */
const shownPart = (content: JsonObject): string =>
  JSON.stringify({
    application: nameOrShape(content["application"]),
    action_name: nameOrShape(content["action_name"]),
    timestamp: shownOfEvent("time", content["timestamp"]),
    object_id: shownOfEvent("product", objectOf(content).id),
    ordinal: shownOfEvent("position", ordinalOf(content)),
  });

/** Names that the shop's programs write are one word; anything else may be a shopper's. */
const nameOrShape = (value: unknown): unknown =>
  value === undefined || /^[\w-]{1,40}$/.test(String(value)) ? value : shapeOf(value);
