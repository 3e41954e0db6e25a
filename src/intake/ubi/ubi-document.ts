import { cleanText, cleanValue } from "../columns/clean-text.ts";
import type { SourceFile } from "../files/find-files.ts";
import { formatOfName } from "../files/format.ts";
import { parquetBatches } from "../files/parquet-batches.ts";
import { isObject, type JsonObject, parseJsonLine } from "../files/read-json.ts";
import { readLines } from "../files/read-lines.ts";
import { Problem } from "../import-item.ts";
import { fieldsWithoutProduct, objectPaths } from "./ubi-actions.ts";

/** One document of a UBI log: a query that was sent, or an event. */
export interface UbiDocument {
  readonly line: number;
  /** The id that the bulk line before it gives, or its own. */
  readonly id: string | null;
  readonly content: JsonObject;
}

export interface BrokenUbiLine {
  readonly line: number;
  readonly problem: Problem;
}

/**
 * Documents of bulk files (`{"index":{"_id":…}}`, then the document), of plain JSON lines, and of
 * Parquet files, in which a row is a document and nested fields are structures.
 */
export function readUbiDocuments(
  file: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<readonly (UbiDocument | BrokenUbiLine)[]> {
  return formatOfName(file.name) === "parquet"
    ? readUbiParquet(file, signal)
    : readUbiLines(file, signal);
}

async function* readUbiParquet(
  file: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<readonly UbiDocument[]> {
  for await (const batch of parquetBatches(file, signal)) {
    yield batch.map(({ line, value }) => {
      // A column that is empty here is a field that the document does not have.
      const fields = Object.entries(value).filter(([, field]) => field !== null);
      const content = Object.fromEntries(fields);
      return { line, id: cleanValue(content["event_id"]), content };
    });
  }
}

async function* readUbiLines(
  file: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<readonly (UbiDocument | BrokenUbiLine)[]> {
  let id: string | null = null;
  for await (const { first, texts } of readLines(file, signal)) {
    const documents: (UbiDocument | BrokenUbiLine)[] = [];
    for (const [index, text] of texts.entries()) {
      const line = first + index;
      if (typeof text === "string" && text.trim() === "") continue;
      const content = text instanceof Problem ? text : parseJsonLine(text);
      if (content instanceof Problem) {
        documents.push({ line, problem: content });
        id = null;
        continue;
      }
      const action = bulkAction(content);
      if (action !== undefined) {
        id = cleanValue(action["_id"]);
        continue;
      }
      documents.push({ line, id: id ?? cleanValue(content["event_id"]), content });
      id = null;
    }
    yield documents;
  }
}

const bulkAction = (content: JsonObject): JsonObject | undefined =>
  [content["index"], content["create"]].find(isObject);

export const isQuery = (content: JsonObject): boolean => !("action_name" in content);

export const applicationOf = ({ application }: JsonObject): string | null =>
  cleanValue(application);

export const queryIdOf = (content: JsonObject): string | null => cleanValue(content["query_id"]);

const attributesOf = (content: JsonObject): JsonObject => {
  const attributes = content["event_attributes"];
  return isObject(attributes) ? attributes : {};
};

export const sessionOf = (content: JsonObject): string | null =>
  cleanValue(content["session_id"]) ?? cleanValue(attributesOf(content)["session_id"]);

/** The shopper: the signed-in user, else the client. */
export const customerOf = (content: JsonObject): string | null =>
  cleanValue(content["user_id"]) ?? cleanValue(content["client_id"]);

/** The rank as the log gives it, from 0 or from 1. */
export function ordinalOf(content: JsonObject): number | null {
  const position = attributesOf(content)["position"];
  const ordinal = isObject(position) ? position["ordinal"] : undefined;
  return typeof ordinal === "number" && Number.isInteger(ordinal) ? ordinal : null;
}

/** What the event is about, and whether that is a product (a filter or a place on the page is none). */
export function objectOf(content: JsonObject): { id: string | null; isProduct: boolean } {
  for (const path of objectPaths) {
    const object = path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : null), content);
    if (!isObject(object)) continue;
    const id = cleanValue(object["object_id"]);
    if (id === null) continue;
    return { id, isProduct: !fieldsWithoutProduct.has(String(object["object_id_field"])) };
  }
  return { id: null, isProduct: false };
}

/**
 * What was typed. Shops that write no `user_query` into a search put it into `message`, with the
 * message type QUERY; there it is the newer of the two, so it comes first.
 */
export const searchTextOf = (content: JsonObject): string | null =>
  content["message_type"] === "QUERY"
    ? cleanText(content["message"])
    : cleanText(content["user_query"]);
