import type { Dataset } from "../../artifact/dataset.ts";
import type { RowOf, Table } from "../../domain/table.ts";
import { graphTables } from "../../graph/graph-version.ts";
import { type Relation, readRelations } from "../../relations/relation.ts";
import { readParquetTable } from "../../sql/parquet-table.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import type { Datasets } from "../../stage/stage.ts";
import { keptVersion } from "../current-version.ts";
import { givenDatasets } from "../given-datasets.ts";
import { relationsFile } from "../relations-file.ts";
import { selectedDatasetToday } from "../selected-pairs.ts";
import { stageStatuses } from "../stage-statuses.ts";
import type { Workspace } from "../workspace.ts";

/** Rows of a list that are shown; `total` says how many there are. */
const rowsShown = 10;

export interface Found<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/**
 * Finds rows of what today's settings gave; of a stage that is not done, of what its last run gave;
 * of the graph, in its current version.
 */
export interface Lookup {
  readonly workspace: Workspace;
  /** How each relation is told, by its name. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** The files of a table; none where nothing wrote it yet. */
  files(table: Table): readonly string[];
  /** The files of a dataset by the name under which a stage wrote it, such as `intentNodes`. */
  written(dataset: string): readonly string[];
  /** Hash of the table's rows; null where nothing wrote it yet. */
  content(table: Table): string | null;
  one<T extends Table>(table: T, column: string, value: string): Promise<RowOf<T> | undefined>;
  /** The first rows that satisfy an SQL condition, in the order of the expression. */
  some<T extends Table>(
    table: T,
    condition: string,
    order: string,
    limit?: number,
  ): Promise<Found<RowOf<T>>>;
}

async function datasetsOf(
  workspace: Workspace,
  versionId: string | undefined,
): Promise<Record<string, Dataset>> {
  const { versions } = workspace;
  const given = await givenDatasets(workspace);
  const statuses = await stageStatuses(workspace, given);
  const made: Datasets = Object.assign({}, given, ...statuses.map(({ record }) => record?.writes));
  const datasets = { ...made, selectedPairs: await selectedDatasetToday(workspace, made) };
  const version =
    versionId === undefined ? await versions.current() : await keptVersion(versions, versionId);
  if (version === undefined) return datasets;
  return {
    ...datasets,
    ...Object.fromEntries(graphTables.map((name) => [name, version.tables[name]])),
  };
}

/** @param versionId of the graph; default: the current one */
export async function openLookup(workspace: Workspace, versionId?: string): Promise<Lookup> {
  const { folder, configuration } = workspace;
  const datasets = await datasetsOf(workspace, versionId);
  const { relations } = await readRelations(relationsFile(folder, configuration));
  return lookupIn(workspace, datasets, relations);
}

/** Finds rows of these datasets, each by the name of its table. */
export function lookupIn(
  workspace: Workspace,
  datasets: Readonly<Record<string, Dataset>>,
  relations: readonly Relation[],
): Lookup {
  const { sql, store } = workspace;
  const filesOf = (table: Table): readonly string[] => store.files(datasets[table.name]);

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
    relations: new Map(relations.map((relation) => [relation.name, relation])),
    files: filesOf,
    written: (name) => store.files(datasets[name]),
    content: (table) => datasets[table.name]?.content ?? null,
    some,
    async one(table, column, value) {
      const found = await some(table, `${column} = ${sqlText(value)}`, column, 1);
      return found.rows[0];
    },
  };
}
