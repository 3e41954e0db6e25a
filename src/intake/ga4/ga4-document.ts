import { cleanValue } from "../columns/clean-text.ts";
import type { SourceFile } from "../files/find-files.ts";
import { formatOfName } from "../files/format.ts";
import { isObject, type JsonObject } from "../files/read-json.ts";
import { readRecords } from "../files/read-records.ts";
import type { SourceRecords } from "../files/source-record.ts";

/** A row of a table `events_…` that Google Analytics 4 exports to BigQuery: an event with its parameters and items. */
export type Ga4Document = JsonObject;

/** The rows of a file of JSON lines, or of Parquet. */
export function readGa4File(file: SourceFile, signal: AbortSignal): Promise<SourceRecords> {
  const isParquet = formatOfName(file.name) === "parquet";
  return readRecords(file, isParquet ? "parquet" : "jsonl", signal);
}

/** What the export writes for “no value”, beside what all exports write. */
const notSet: ReadonlySet<string> = new Set(["(not set)", "(not provided)", "(none)"]);

export const isNotSet = (value: unknown): boolean =>
  typeof value === "string" && notSet.has(value.trim());

/** A value as text; null where there is none. */
export function ga4Text(value: unknown): string | null {
  const text = cleanValue(value);
  return text === null || isNotSet(text) ? null : text;
}

/** The value of a parameter, whichever of its types it has; null where the event lacks it. */
export function parameterOf({ event_params: parameters }: Ga4Document, key: string): unknown {
  if (!Array.isArray(parameters)) return null;
  const found = parameters.find((parameter) => isObject(parameter) && parameter["key"] === key);
  const value = isObject(found) ? found["value"] : null;
  if (!isObject(value)) return value ?? null;
  return Object.values(value).find((one) => one !== null && one !== undefined) ?? null;
}

/** The products that an event is about, in the order of the event. */
export function itemsOf({ items }: Ga4Document): readonly JsonObject[] {
  return Array.isArray(items) ? items.filter(isObject) : [];
}

/** The place of an item in its list as the shop counts, from 0 or from 1; null where it says none. */
export function listIndexOf(item: JsonObject): number | null {
  const text = ga4Text(item["item_list_index"]);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
