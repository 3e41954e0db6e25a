import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import type { Store } from "../artifact/store.ts";
import type { Progress } from "../domain/progress.ts";
import type { Table } from "../domain/table.ts";
import type { Sql } from "../sql/sql.ts";
import { totalOf } from "./funnel.ts";
import type {
  AnyStage,
  DatasetReader,
  Datasets,
  DatasetWriter,
  Spending,
  StageReport,
} from "./stage.ts";
import { type StageRecord, type StageRecords, stageRecipe } from "./stage-record.ts";

export interface StageTools {
  readonly store: Store;
  readonly records: StageRecords;
  readonly sql: Sql;
  readonly seed: number;
  /** Milliseconds since 1970; for the record, never for the rows. */
  readonly now: () => number;
}

const nothingSpent: Spending = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

export const contentsOf = (
  stage: AnyStage,
  datasets: Datasets,
): Readonly<Record<string, string>> | undefined => {
  const contents: Record<string, string> = {};
  for (const name of Object.keys(stage.reads)) {
    const dataset = datasets[name];
    if (dataset === undefined) return undefined;
    contents[name] = dataset.content;
  }
  return contents;
};

/** Runs one stage on datasets that are all there, and records it. Finished parts are reused. */
export async function runStage(
  stage: AnyStage,
  rawConfig: unknown,
  datasets: Datasets,
  tools: StageTools,
  signal: AbortSignal,
  progress: Progress,
): Promise<StageRecord> {
  const { store, records, sql, seed, now } = tools;
  const config = stage.config.parse(rawConfig);
  const reads = contentsOf(stage, datasets);
  if (reads === undefined) throw new Error(`${stage.name} was run before what it reads`);
  const recipe = stageRecipe(stage, config, reads, seed);
  const startedAt = now();
  await records.begin(stage.name, recipe);

  const made: Record<string, PartManifest[]> = {};
  const readers = mapTables(stage.reads, (name, table) =>
    datasetReader(store, table, datasets[name] as Dataset),
  );
  const writers = mapTables(stage.writes, (name, table) => {
    const parts: PartManifest[] = [];
    made[name] = parts;
    return datasetWriter(store, stage, name, table, parts, { config, seed }, signal);
  });
  const report: StageReport = await stage.run({
    config,
    reads: readers,
    writes: writers,
    sql,
    seed,
    signal,
    progress,
  });
  signal.throwIfAborted();
  const { rowsIn, rowsOut } = report.total ?? totalOf(report.funnel);
  const record: StageRecord = {
    stage: stage.name,
    version: stage.version,
    recipe,
    config,
    uses: stage.uses,
    seed,
    reads,
    writes: Object.fromEntries(
      Object.entries(made).map(([name, parts]) => [name, datasetOf(name, parts)]),
    ),
    funnel: report.funnel,
    total: { rowsIn, rowsOut },
    notices: report.notices ?? [],
    spent: report.spent ?? nothingSpent,
    finishedAt: new Date(now()).toISOString(),
    seconds: (now() - startedAt) / 1000,
  };
  await records.finish(record);
  return record;
}

function mapTables<Result>(
  tables: Readonly<Record<string, Table>>,
  map: (name: string, table: Table) => Result,
): Record<string, Result> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, map(name, table)]),
  );
}

function datasetReader<T extends Table>(
  store: Store,
  table: T,
  dataset: Dataset,
): DatasetReader<T> {
  return {
    content: dataset.content,
    rowCount: dataset.rows,
    files: store.files(dataset),
    parts: dataset.parts,
    rows: () => store.rows(table, dataset),
  };
}

function datasetWriter<T extends Table>(
  store: Store,
  stage: AnyStage,
  name: string,
  table: T,
  parts: PartManifest[],
  settings: { readonly config: unknown; readonly seed: number },
  signal: AbortSignal,
): DatasetWriter<T> {
  return {
    async part(partName, inputs, fill) {
      signal.throwIfAborted();
      const part = await store.part({
        table,
        name: partName,
        inputs: [stage.name, stage.version, stage.uses, settings, inputs],
        jsonLines: stage.jsonLines?.includes(name) ?? false,
        seed: settings.seed,
        fill,
      });
      parts.push(part);
      return part;
    },
    take: (taken) => void parts.push(...taken),
    reader: () => datasetReader(store, table, datasetOf(name, parts)),
  };
}
