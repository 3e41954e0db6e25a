import { CosmoError } from "../../domain/cosmo-error.ts";
import { plainRows } from "../../sql/plain-rows.ts";
import type { Sql } from "../../sql/sql.ts";
import { firstLine, sqlError } from "../../sql/sql-error.ts";
import { sqlFromFile } from "../../sql/sql-file.ts";
import { counted } from "../../text/counted.ts";
import type { SourceFile } from "../files/find-files.ts";
import type { JsonObject } from "../files/read-json.ts";
import type { SourceRecord, SourceRecords } from "../files/source-record.ts";
import type { Notice } from "../import-item.ts";

const rowsPerBatch = 1000;

/** What the products file of ESCI says of a product beside its key. */
const productColumns = [
  "product_title",
  "product_description",
  "product_bullet_point",
  "product_brand",
  "product_color",
];

/** Parquet files of ESCI that belong together. */
export interface EsciFiles {
  readonly examples: SourceFile;
  /** Columns of `examples`. */
  readonly columns: readonly string[];
  readonly products: readonly SourceFile[];
}

/**
 * The examples of ESCI, each with its product's words, as records of the file of examples. The engine sorts them and spills
 * what it can't hold; of a product that the files give twice, the first is taken.
 */
export function joinedExamples(
  files: EsciFiles,
  sql: Sql,
  notice: (notice: Notice) => void,
  signal: AbortSignal,
): SourceRecords {
  return {
    columns: [...new Set([...files.columns, ...productColumns])],
    cell: (column) => (value) => (value as JsonObject)[column],
    batches: batchesOf(files, sql, notice, signal),
  };
}

async function* batchesOf(
  files: EsciFiles,
  sql: Sql,
  notice: (notice: Notice) => void,
  signal: AbortSignal,
): AsyncGenerator<readonly SourceRecord[]> {
  let batch: SourceRecord[] = [];
  let last = 0;
  let repeated = 0;
  for await (const value of joinedRows(files, sql, signal)) {
    const line = Number(value["line"]);
    if (line === last) {
      repeated += 1;
      continue;
    }
    last = line;
    batch.push({ line, value });
    if (batch.length === rowsPerBatch) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
  if (repeated > 0) notice(productsTwice(repeated));
}

async function* joinedRows(
  { examples, products }: EsciFiles,
  sql: Sql,
  signal: AbortSignal,
): AsyncGenerator<Record<string, unknown>> {
  const select = sqlFromFile(new URL("./examples-with-products.sql", import.meta.url), {
    examples: { files: [examples.path] },
    products: { files: products.map(({ path }) => path) },
  });
  const connection = await sql.connect();
  try {
    yield* plainRows(connection, select, signal);
  } catch (error) {
    const told = sqlError(error);
    if (signal.aborted || told !== error || !(error instanceof Error)) throw told;
    const names = [examples, ...products].map(({ name }) => name).join(", ");
    throw new CosmoError(
      "PARQUET_UNREADABLE",
      `${names} cannot be read together: ${firstLine(error.message)}`,
      { hint: "A copy may be incomplete: copy the files again, then import again.", cause: error },
    );
  } finally {
    connection.closeSync();
  }
}

const productsTwice = (repeated: number): Notice => ({
  code: "ESCI_PRODUCT_TWICE",
  message: `The files give products more than once: of each the first is taken, ${counted(repeated, "further rows")} left.`,
});
