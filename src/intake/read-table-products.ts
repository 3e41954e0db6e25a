import { CosmoError } from "../domain/cosmo-error.ts";
import type { Product } from "../domain/tables/products.ts";
import { checkMap } from "./columns/column-map.ts";
import { orderLineFields, productFields } from "./columns/field-words.ts";
import { noticeOfColumns } from "./columns/notice-of-columns.ts";
import type { ColumnSource } from "./columns/resolve-columns.ts";
import {
  isEsciExamples,
  isEsciProducts,
  judgementsNotEvents,
  marketplacesTaken,
} from "./esci/esci-files.ts";
import { type EmptyFiles, emptyFiles } from "./files/empty-files.ts";
import { entriesAsRecords } from "./files/entries-as-records.ts";
import type { SourceFile } from "./files/find-files.ts";
import { requireFormat } from "./files/format.ts";
import { readRecords } from "./files/read-records.ts";
import type { BrokenRecord, SourceRecord } from "./files/source-record.ts";
import { type ImportItem, type ImportOptions, Problem } from "./import-item.ts";
import { type OrderTitles, orderTitles } from "./order-titles.ts";
import {
  orderLineReader,
  orderProductReader,
  type ProductFile,
  productFileOf,
} from "./product-file.ts";
import { productRowReader } from "./product-row.ts";
import { refuseOtherTable } from "./recbole-files.ts";
import { itemsOf, productRowJson } from "./reject.ts";
import { likelyLists, listOfOrderLines } from "./shop-exports/entries-of-orders.ts";
import type { SaidBefore } from "./shop-exports/said-once.ts";
import { lookingFirst, noticeOfExport } from "./shop-exports/shop-export.ts";
import { noticeOfTable, samplesOf, valuesOf } from "./table-start.ts";

/**
 * Products of files in which a row is a product, or a line of an order; repeats are not looked for.
 * @throws CosmoError COLUMN_MISSING, RECBOLE_OTHER_TABLE, ESCI_JUDGEMENTS where a file holds nothing
 *   else and no other holds products
 */
export async function* readTableProducts(
  files: readonly SourceFile[],
  options: ImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<Product>[]> {
  checkMap(options.map, Object.keys({ ...productFields, ...orderLineFields }));
  const empty = emptyFiles(files.length, options.notice);
  const titles = await titlesOfOrders(files, options, signal);
  const judgements: SourceFile[] = [];
  for (const file of files) {
    let rowOf: ReturnType<typeof productRowReader> | undefined;
    for await (const { batch, table, opened, isNew } of openedBatches(
      file,
      options,
      signal,
      empty,
    )) {
      if (opened === null) {
        judgements.push(file);
        break;
      }
      const { sources, layout, shop } = opened;
      if (isNew || rowOf === undefined) {
        options.notice(noticeOfColumns(sources));
        if (rowOf === undefined) noticeOfTable(table, sources, options, shop?.opened.columns);
        if (layout === "orders") options.notice(ordersTaken);
        if (layout === "esci") options.notice(marketplacesTaken);
        if (shop !== undefined) options.notice(noticeOfExport(table, shop.as));
        rowOf =
          layout === "orders"
            ? orderProductReader(sources, options, titles)
            : lookingFirst(shop?.opened, productRowReader(sources, options));
      }
      yield itemsOf(batch, file.name, rowOf, (value) => productRowJson(value, sources));
    }
  }
  const [first] = judgements;
  if (first !== undefined && judgements.length === files.length) {
    throw judgementsNotEvents(first.name);
  }
  for (const { name } of judgements) {
    const message = `${name} holds judgements of queries and products: not read.`;
    options.notice({ code: "FILE_UNUSED", message });
  }
}

const ordersTaken = {
  code: "ORDER_LINES_TAKEN",
  message:
    "Each row is taken for a line of an order: a product has the title that most of its lines have; the other lines are rejects.",
} as const;

interface OpenedBatch {
  readonly batch: readonly (SourceRecord | BrokenRecord)[];
  readonly table: ColumnSource;
  /** Null: judgements of ESCI, which hold no products. */
  readonly opened: ProductFile | null;
  /** Whether columns came with this batch. */
  readonly isNew: boolean;
}

/** A file's records with what its columns were found to be, the columns so far. */
async function* openedBatches(
  file: SourceFile,
  options: ImportOptions,
  signal: AbortSignal,
  empty: EmptyFiles,
): AsyncGenerator<OpenedBatch> {
  const { format, map } = options;
  const told = format === null || format === "esci" ? requireFormat(file.name) : format;
  if (told === "bundlerec" || told === "ubi" || told === "ga4")
    throw new TypeError(`${told} is no table`);
  if (told === "recbole") refuseOtherTable(file.name, "products");
  const read = await empty.opened(file.name, () =>
    readRecords(file, told, signal, Object.values(map)),
  );
  if (read === null) return;
  const records = entriesAsRecords(read, (lists, batch) => {
    const { columns, cell } = read;
    const first = { name: file.name, columns, cell, samples: valuesOf(batch) };
    return listOfOrderLines(first, lists, map);
  });
  const { cell, listCell } = records;
  let known = -1;
  let samples: readonly unknown[] = [];
  let table: ColumnSource = { name: file.name, columns: read.columns, cell, samples };
  let opened: ProductFile | null = null;
  const said: SaidBefore = new Map();
  for await (const batch of records.batches) {
    signal.throwIfAborted();
    const { columns, list } = records;
    const isNew = columns.length !== known;
    if (isNew) {
      known = columns.length;
      if (samples.length === 0) {
        samples = samplesOf(batch, records.list === null ? undefined : records.cell(records.list));
      }
      const lists = likelyLists(records.lists);
      table = { name: file.name, columns, cell, samples, lists, wrappedIn: read.wrappedIn };
      opened =
        isEsciExamples(columns) && !isEsciProducts(columns)
          ? null
          : productFileOf({ table, list, listCell, map, said });
    }
    yield { batch, table, opened, isNew };
  }
}

/** Reads files of order lines once for what their lines call each product; of others the beginning. */
async function titlesOfOrders(
  files: readonly SourceFile[],
  options: ImportOptions,
  signal: AbortSignal,
): Promise<OrderTitles> {
  const titles = orderTitles();
  // What is empty is told when its rows are taken.
  const empty = emptyFiles(files.length, () => {});
  for (const file of files) {
    try {
      for await (const { batch, opened } of openedBatches(file, options, signal, empty)) {
        if (opened?.layout !== "orders") break;
        const rowOf = orderLineReader(opened.sources, options);
        for (const record of batch) {
          const product = "value" in record ? rowOf(record.value) : null;
          if (product === null || product instanceof Problem) continue;
          titles.count(product.id, product.title);
        }
      }
    } catch (error) {
      // What is wrong with the file is told when its rows are taken, after those before it.
      if (!(error instanceof CosmoError)) throw error;
    }
  }
  return titles;
}
