import { emptyFile } from "./file-error.ts";
import type { SourceFile } from "./find-files.ts";
import type { TableFormat } from "./format.ts";
import { parquetBatches } from "./parquet-batches.ts";
import { readCsv, readTsv } from "./read-csv.ts";
import { objectRecords, readJson } from "./read-json.ts";
import { readRecbole } from "./read-recbole.ts";
import type { SourceRecords } from "./source-record.ts";

/**
 * Opens a file in whose format a row is a record.
 *
 * @param mapped columns that a map names
 * @throws CosmoError FILE_EMPTY and the formats' own; PARQUET_UNREADABLE
 */
export function readRecords(
  file: SourceFile,
  format: TableFormat,
  signal: AbortSignal,
  mapped: readonly string[] = [],
): Promise<SourceRecords> {
  if (format === "csv") return readCsv(file, signal);
  if (format === "tsv") return readTsv(file, signal);
  if (format === "jsonl") return readJson(file, signal, mapped);
  if (format === "recbole") return readRecbole(file, signal);
  return readParquet(file, signal);
}

async function readParquet(file: SourceFile, signal: AbortSignal): Promise<SourceRecords> {
  const records = await objectRecords(parquetBatches(file, signal));
  if (records === null) throw emptyFile(file.name);
  return records;
}
