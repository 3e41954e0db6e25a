import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Reject } from "../../domain/tables/rejects.ts";
import { listOf } from "../columns/columns-missing.ts";
import type { SourceFile } from "../files/find-files.ts";
import { readCsv } from "../files/read-csv.ts";
import { rejectOf } from "../reject.ts";

export interface BundleRow {
  readonly line: number;
  /** The values of the columns asked for, in their order. */
  readonly values: readonly string[];
}

/**
 * The rows of one BundleRec file, lines that cannot be read as rejects.
 * @throws CosmoError COLUMN_MISSING
 */
export async function* readBundleTable(
  file: SourceFile,
  columns: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly (BundleRow | { readonly reject: Reject })[]> {
  const table = await readCsv(file, signal);
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) {
    throw new CosmoError(
      "COLUMN_MISSING",
      `${file.name} has no column ${missing.join(", ")}. ${listOf(table.columns)}`,
      { hint: "Is this a BundleRec file? Else leave it out of the import.", exitCode: 2 },
    );
  }
  const cells = columns.map(table.cell);
  for await (const batch of table.batches) {
    yield batch.map((record) =>
      "problem" in record
        ? { reject: rejectOf({ source: file.name, line: record.line }, record.problem, null) }
        : { line: record.line, values: cells.map((cell) => String(cell(record.value))) },
    );
  }
}
