import type { ColumnMap } from "../columns/column-map.ts";
import type { FieldWords } from "../columns/field-words.ts";
import { type ColumnSource, type FieldSource, resolveColumns } from "../columns/resolve-columns.ts";
import type { Cell } from "../files/source-record.ts";
import type { Notice, Problem } from "../import-item.ts";
import { plainName } from "../plain-name.ts";
import type { SaidBefore } from "./said-once.ts";

/** How a table is laid out: with names of its own for columns, and rows that lean on others. */
export interface TableLayout {
  /** As a sentence names it: `an export of products by Shopify`. */
  readonly name: string;
  /** How its rows are taken, as a sentence without its stop; null where each stands for itself. */
  readonly rows: string | null;
  /** Our field → its column, the first of these that is there; with none, no column is taken for the field. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Makes the fields of rows that lean on others, or that say more than one thing in a cell. */
  readonly open: (columns: ExportColumns) => OpenedExport;
}

/** A table as a shop system exports it. */
export interface ShopExport extends TableLayout {
  /** Of each of these lists one column is there: so it is told from other tables. */
  readonly toldBy: readonly (readonly string[])[];
  /** With one of these columns it is another table all the same. */
  readonly butNot?: readonly string[];
}

/** What was found of a table that is an export. */
export interface ExportColumns {
  readonly sources: ReadonlyMap<string, FieldSource>;
  /** The cell of a column of the export's own, by any of its names; of one that is not there it holds nothing. */
  cellOf(...names: readonly string[]): Cell;
  /** The column of one of these names, as the table writes it; undefined where it has none. */
  named(...names: readonly string[]): string | undefined;
  /** What was said once in this file so far: columns may be found while it is read, and the export is opened anew then. */
  readonly said: SaidBefore;
}

export interface OpenedExport {
  readonly sources: ReadonlyMap<string, FieldSource>;
  /**
   * Takes note of a row, before any field of it is read: of each one once, in the order of the file.
   * @returns why it is no row of its own, or null
   */
  look(record: unknown): Problem | null;
}

/** Rows of which each stands for itself. */
export const standingAlone = (sources: ReadonlyMap<string, FieldSource>): OpenedExport => ({
  sources,
  look: () => null,
});

/** The first of these exports that a table is, or null. */
export const exportOf = (
  { columns }: Pick<ColumnSource, "columns">,
  exports: readonly ShopExport[],
): ShopExport | null =>
  exports.find(
    ({ toldBy, butNot = [] }) =>
      toldBy.every((names) => columnOf(columns, names) !== undefined) &&
      columnOf(columns, butNot) === undefined,
  ) ?? null;

/** The fields' columns: the map's, then the export's own, then by their names as in any table. */
export function columnsOfExport(
  table: ColumnSource,
  shop: TableLayout | null,
  fields: Readonly<Record<string, FieldWords>>,
  map: ColumnMap,
): ReadonlyMap<string, FieldSource> {
  if (shop === null) return resolveColumns(table, fields, map);
  const own = Object.entries(shop.columns).flatMap(([field, names]) => {
    const column = columnOf(table.columns, names);
    return column === undefined || !Object.hasOwn(fields, field) ? [] : [[field, column] as const];
  });
  const withColumn = Object.entries(fields).filter(
    ([field]) => shop.columns[field]?.length !== 0 || Object.hasOwn(map, field),
  );
  return resolveColumns(table, Object.fromEntries(withColumn), {
    ...Object.fromEntries(own),
    ...map,
  });
}

/** An export of one table, with its columns that are read beside those of the sources. */
export type OpenedTable = OpenedExport & { readonly columns: readonly string[] };

/** @param said one of the file */
export function openExport(
  table: ColumnSource,
  { open }: TableLayout,
  sources: ReadonlyMap<string, FieldSource>,
  said: SaidBefore,
): OpenedTable {
  const columns: string[] = [];
  const opened = open({
    sources,
    said,
    named: (...names) => columnOf(table.columns, names),
    cellOf(...names) {
      const column = columnOf(table.columns, names);
      if (column === undefined) return () => undefined;
      columns.push(column);
      return table.cell(column);
    },
  });
  return { ...opened, columns };
}

/** Reads rows of an export, each looked at before: those that are none of their own are not read. */
export const lookingFirst =
  <Row>(
    opened: Pick<OpenedExport, "look"> | undefined,
    rowOf: (record: unknown) => Row,
  ): ((record: unknown) => Row | Problem) =>
  (record) =>
    opened?.look(record) ?? rowOf(record);

export const noticeOfExport = (table: ColumnSource, { name, rows }: TableLayout): Notice => ({
  code: "SHOP_EXPORT_TAKEN",
  message: `${table.name} is ${name}, by its columns${rows === null ? "" : `: ${rows}`}.`,
});

const columnOf = (columns: readonly string[], names: readonly string[]): string | undefined =>
  names
    .map((name) => columns.find((column) => plainName(column) === plainName(name)))
    .find((column) => column !== undefined);
