import { join } from "node:path";
import type { Dataset } from "../artifact/dataset.ts";
import { openStore, type StoreOptions } from "../artifact/store.ts";
import type { StorePlace } from "../artifact/store-for-tests.ts";
import { silentProgress } from "../domain/progress.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { runStage, type StageTools } from "./run-stage.ts";
import type { AnyStage, Datasets } from "./stage.ts";
import { openStageRecords, type StageRecord } from "./stage-record.ts";

/** A clock that goes on by a second each time it is looked at. */
let time = Date.UTC(2026, 0, 1);
const now = (): number => {
  time += 1000;
  return time;
};

export const neverAborted: AbortSignal = new AbortController().signal;

/** What a stage is run with: a store and records in a folder, by default a new one. */
export function toolsIn(
  place: StorePlace,
  folder = place.newFolder(),
  options: StoreOptions = {},
): StageTools {
  return {
    store: openStore(folder, place.sql, options),
    records: openStageRecords(join(folder, "stages")),
    sql: place.sql,
    seed: 1,
    now,
  };
}

/** Runs a stage to its end, whether or not it was run before. */
export const runToEnd = (
  stage: AnyStage,
  config: unknown,
  datasets: Datasets,
  tools: StageTools,
): Promise<StageRecord> => runStage(stage, config, datasets, tools, neverAborted, silentProgress);

/** A dataset that a run wrote. */
export function written({ stage, writes }: StageRecord, name: string): Dataset {
  const dataset = writes[name];
  if (dataset === undefined) throw new Error(`${stage} wrote no ${name}`);
  return dataset;
}

/** The rows of a table that a run wrote, by default under the table's name. */
export const rowsOf = <T extends Table>(
  { store }: StageTools,
  table: T,
  record: StageRecord,
  name: string = table.name,
): Promise<RowOf<T>[]> => Array.fromAsync(store.rows(table, written(record, name)));
