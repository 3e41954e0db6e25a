import { readParquetRows } from "../../sql/read-parquet-rows.ts";
import type { SourceFile } from "./find-files.ts";

const rowsPerBatch = 1000;

/** A row of a Parquet file. */
export interface ParquetRecord {
  /** From 1: a row has no other place. */
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * The rows of a Parquet file, a thousand at a time.
 * @throws CosmoError PARQUET_UNREADABLE
 */
export async function* parquetBatches(
  file: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<readonly ParquetRecord[]> {
  let row = 0;
  let batch: ParquetRecord[] = [];
  for await (const value of readParquetRows(file.path, signal)) {
    batch.push({ line: ++row, value });
    if (batch.length === rowsPerBatch) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
