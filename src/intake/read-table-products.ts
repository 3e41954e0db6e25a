import type { Product } from "../domain/tables/products.ts";
import { checkMap } from "./columns/column-map.ts";
import { columnsMissing } from "./columns/columns-missing.ts";
import { productFields } from "./columns/field-words.ts";
import { noticeOfColumns } from "./columns/notice-of-columns.ts";
import { type FieldSource, resolveColumns } from "./columns/resolve-columns.ts";
import type { SourceFile } from "./files/find-files.ts";
import { requireFormat, type TableFormat } from "./files/format.ts";
import { readRecords } from "./files/read-records.ts";
import type { ImportItem, ImportOptions } from "./import-item.ts";
import { productRowReader } from "./product-row.ts";
import { itemsOf, productRowJson } from "./reject.ts";
import { noticeOfTable, samplesOf } from "./table-start.ts";

/** Products of files in which a row is a product; repeats are not looked for. */
export async function* readTableProducts(
  files: readonly SourceFile[],
  format: TableFormat | null,
  options: ImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<Product>[]> {
  checkMap(options.map, Object.keys(productFields));
  for (const file of files) {
    const records = await readRecords(file, format ?? requireFormat(file.name), signal);
    const { columns, cell } = records;
    let known = -1;
    let sources: ReadonlyMap<string, FieldSource> = new Map();
    let samples: readonly unknown[] = [];
    let rowOf: ReturnType<typeof productRowReader> | undefined;
    for await (const batch of records.batches) {
      signal.throwIfAborted();
      if (rowOf === undefined || columns.length !== known) {
        known = columns.length;
        if (samples.length === 0) samples = samplesOf(batch);
        const table = { name: file.name, columns, cell, samples };
        sources = resolveColumns(table, productFields, options.map);
        const missing = ["sku", "title"].filter((field) => !sources.has(field));
        if (missing.length > 0) throw columnsMissing(table, missing, productFields, sources);
        options.notice(noticeOfColumns(sources));
        if (rowOf === undefined) noticeOfTable(table, sources, options);
        rowOf = productRowReader(sources, options);
      }
      yield itemsOf(batch, file.name, rowOf, (value) => productRowJson(value, sources));
    }
  }
}
