import type { Product } from "../domain/tables/products.ts";
import { cleanEntry } from "./columns/clean-text.ts";
import type { ColumnMap } from "./columns/column-map.ts";
import { columnsMissing } from "./columns/columns-missing.ts";
import {
  type FieldWords,
  orderLineFields,
  orderTitle,
  productFields,
  recboleCategories,
} from "./columns/field-words.ts";
import { readNumber } from "./columns/read-number.ts";
import type { ColumnSource, FieldSource } from "./columns/resolve-columns.ts";
import { esciSources, isEsciProducts } from "./esci/esci-files.ts";
import type { SourceRecords } from "./files/source-record.ts";
import { type ImportOptions, Problem } from "./import-item.ts";
import { orderLineProblem } from "./order-lines.ts";
import type { OrderTitles } from "./order-titles.ts";
import { productRowReader } from "./product-row.ts";
import { catalogueExports } from "./shop-exports/catalogue-exports.ts";
import { entriesOfOrders } from "./shop-exports/entries-of-orders.ts";
import { orderExports } from "./shop-exports/order-exports.ts";
import type { SaidBefore } from "./shop-exports/said-once.ts";
import {
  columnsOfExport,
  exportOf,
  type OpenedTable,
  openExport,
  type TableLayout,
} from "./shop-exports/shop-export.ts";

/** What the columns of a file say of it. */
export interface ProductFile {
  readonly sources: ReadonlyMap<string, FieldSource>;
  /** `orders`: each row is a line of an order, and names its product again and again. */
  readonly layout: "catalogue" | "orders" | "esci";
  /** The shop system's export that it is, opened; undefined: none that is known. */
  readonly shop?: { readonly as: TableLayout; readonly opened: OpenedTable };
}

/** A file whose columns are known so far. */
export interface FoundColumns {
  readonly table: ColumnSource;
  /** The column whose entries are its records; null: there is none. */
  readonly list: string | null;
  readonly listCell: SourceRecords["listCell"];
  readonly map: ColumnMap;
  /** Of this file, if it is opened again. */
  readonly said: SaidBefore;
}

type Words = Readonly<Record<string, FieldWords>>;

/**
 * Finds the columns of a product. A file with orders, times and quantities is one of order lines; one
 * with the columns of ESCI's products is that, unless a map says what they are; one with those of a shop system's export is read
 * as such, where the map does not say otherwise.
 * @throws CosmoError COLUMN_MISSING
 */
export function productFileOf({ table, list, listCell, map, said }: FoundColumns): ProductFile {
  const ofOrders = (field: string): boolean => Object.hasOwn(orderLineFields, field);
  const shop =
    list === null
      ? exportOf(table, [...catalogueExports, ...orderExports])
      : entriesOfOrders(table, list, map, "products");
  const order = columnsOfExport(table, shop, orderLineFields, entriesOf(map, ofOrders));
  const isOrders = ["session", "time", "quantity"].every((field) => order.has(field));
  const fields: Words = {
    ...productFields,
    ...(isOrders ? { title: orderTitle } : {}),
    ...(listCell === undefined ? {} : { categoryPath: recboleCategories }),
  };
  const found = columnsOfExport(
    table,
    shop,
    fields,
    entriesOf(map, (field) => !ofOrders(field)),
  );
  const missing = ["sku", "title"].filter((field) => !found.has(field));
  if (missing.length > 0) throw columnsMissing(table, missing, fields, found);
  if (isOrders) {
    const sources = new Map([...order, ...found]);
    if (shop === null || list === null) return { layout: "orders", sources };
    return {
      layout: "orders",
      sources,
      shop: { as: shop, opened: openExport(table, shop, found, said) },
    };
  }
  if (shop !== null) {
    const opened = openExport(table, shop, found, said);
    return { layout: "catalogue", sources: opened.sources, shop: { as: shop, opened } };
  }
  if (Object.keys(map).length === 0 && isEsciProducts(table.columns)) {
    return { layout: "esci", sources: esciSources(found) };
  }
  const path = found.get("categoryPath");
  const categories = path?.column == null ? null : (listCell?.(path.column) ?? null);
  if (path === undefined || categories === null) return { layout: "catalogue", sources: found };
  const sources = new Map([...found, ["categoryPath", { ...path, cell: categories }] as const]);
  return { layout: "catalogue", sources };
}

const entriesOf = (map: ColumnMap, isTaken: (field: string) => boolean): ColumnMap =>
  Object.fromEntries(Object.entries(map).filter(([field]) => isTaken(field)));

const namedOtherwise = new Problem(
  "TITLE_LESS_FREQUENT",
  "Other lines give the product another title, and more often: that one is taken.",
);

/** Makes products of order lines, each by the title that most of its lines have. */
export function orderProductReader(
  sources: ReadonlyMap<string, FieldSource>,
  options: ImportOptions,
  titles: OrderTitles,
): (value: unknown) => Product | Problem {
  const rowOf = orderLineReader(sources, options);
  return (record) => {
    const product = rowOf(record);
    return product instanceof Problem || product.title === titles.titleOf(product.id)
      ? product
      : namedOtherwise;
  };
}

/** Makes a product of each order line that is one. */
export function orderLineReader(
  sources: ReadonlyMap<string, FieldSource>,
  options: ImportOptions,
): (value: unknown) => Product | Problem {
  const rowOf = productRowReader(sources, options);
  const skuCell = sources.get("sku")?.cell;
  const priceCell = sources.get("unitPrice")?.cell;
  return (record) => {
    const price = readNumber(priceCell?.(record), "unitPrice");
    // A catalogue has no prices: one that can't be read loses no product.
    const unitPrice = price instanceof Problem ? null : price;
    const sku = cleanEntry(skuCell?.(record));
    return orderLineProblem(sku, unitPrice, options.notProducts) ?? rowOf(record);
  };
}
