import type { Dataset } from "../../artifact/dataset.ts";
import type { RowOf, Table } from "../../domain/table.ts";
import { readParquetTable } from "../../sql/parquet-table.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import { importedDatasets } from "../imports.ts";
import type { Workspace } from "../workspace.ts";

/** Rows of a list that are shown; `total` says how many there are. */
const rowsShown = 10;

export interface Found<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Finds rows of the datasets that the last run of each stage wrote. */
export interface Lookup {
  readonly workspace: Workspace;
  one<T extends Table>(table: T, column: string, value: string): Promise<RowOf<T> | undefined>;
  /** The first rows that satisfy an SQL condition, in the order of the expression. */
  some<T extends Table>(
    table: T,
    condition: string,
    order: string,
    limit?: number,
  ): Promise<Found<RowOf<T>>>;
}

export async function openLookup(workspace: Workspace): Promise<Lookup> {
  const { sql, store, records, stages, imports } = workspace;
  let datasets: Record<string, Dataset> = importedDatasets(await imports.list());
  for (const stage of stages) {
    datasets = { ...datasets, ...(await records.latest(stage.name))?.writes };
  }
  const filesOf = (table: Table): readonly string[] => {
    const dataset = datasets[table.name];
    return dataset === undefined ? [] : store.files(dataset);
  };

  async function some<T extends Table>(
    table: T,
    condition: string,
    order: string,
    limit = rowsShown,
  ): Promise<Found<RowOf<T>>> {
    const files = filesOf(table);
    if (files.length === 0) return { total: 0, rows: [] };
    const total = await sql.use(async (connection) => {
      const reader = await connection.runAndReadAll(
        `SELECT count(*) FROM ${sqlParquet(files)} WHERE ${condition}`,
      );
      return Number(reader.getRows()[0]?.[0]);
    });
    const clause = `WHERE ${condition} ORDER BY ${order} LIMIT ${limit}`;
    return { total, rows: await Array.fromAsync(readParquetTable(sql, table, files, clause)) };
  }

  return {
    workspace,
    some,
    async one(table, column, value) {
      const found = await some(table, `${column} = ${sqlText(value)}`, column, 1);
      return found.rows[0];
    },
  };
}
