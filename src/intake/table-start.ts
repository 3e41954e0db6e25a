import { noticeOfUnused } from "./columns/notice-of-columns.ts";
import type { ColumnSource, FieldSource } from "./columns/resolve-columns.ts";
import type { BrokenRecord, SourceRecord } from "./files/source-record.ts";
import type { ImportOptions } from "./import-item.ts";
import { likelyFormat } from "./likely-format.ts";

const mostSamples = 100;

/** The first records of a file, to see what its columns hold. */
export const samplesOf = (batch: readonly (SourceRecord | BrokenRecord)[]): readonly unknown[] =>
  batch.flatMap((record) => ("value" in record ? [record.value] : [])).slice(0, mostSamples);

/** Tells what a file has beside what is read from it: columns not used, perhaps another format. */
export function noticeOfTable(
  table: ColumnSource,
  sources: ReadonlyMap<string, FieldSource>,
  { notice }: ImportOptions,
): void {
  const unused = noticeOfUnused(table.columns, sources);
  if (unused !== null) notice(unused);
  const likely = likelyFormat(table);
  if (likely !== null) {
    notice({ code: "FORMAT_LIKELY", message: `${table.name}: ${likely.hint}` });
  }
}
