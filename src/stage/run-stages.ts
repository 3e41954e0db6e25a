import type { Progress } from "../domain/progress.ts";
import { contentsOf, runStage, type StageTools } from "./run-stage.ts";
import type { AnyStage, Datasets } from "./stage.ts";
import { type StageRecord, type StageRecords, stageRecipe } from "./stage-record.ts";

/** done: finished with today's settings and inputs. stale: finished with others. partial: begun. */
export type StageState = "done" | "stale" | "never" | "partial";

export interface StageStatus {
  readonly stage: AnyStage;
  readonly state: StageState;
  /** The record of today's recipe, or else the last one of any. */
  readonly record: StageRecord | undefined;
}

export type ConfigOf = (stage: string) => unknown;

/** Where each stage stands, in order, and the datasets that are fresh. */
export async function statusOfStages(
  stages: readonly AnyStage[],
  configOf: ConfigOf,
  imports: Datasets,
  records: StageRecords,
  seed: number,
): Promise<{ readonly statuses: readonly StageStatus[]; readonly datasets: Datasets }> {
  const statuses: StageStatus[] = [];
  let datasets: Datasets = imports;
  for (const stage of stages) {
    const reads = contentsOf(stage, datasets);
    if (reads !== undefined) {
      const recipe = stageRecipe(stage, stage.config.parse(configOf(stage.name)), reads, seed);
      const record = await finishedRun(stage, recipe, records);
      if (record !== undefined) {
        statuses.push({ stage, state: "done", record });
        datasets = { ...datasets, ...record.writes };
        continue;
      }
      if (await records.begun(stage.name, recipe)) {
        statuses.push({ stage, state: "partial", record: await records.latest(stage.name) });
        continue;
      }
    }
    const record = await records.latest(stage.name);
    statuses.push({ stage, state: record === undefined ? "never" : "stale", record });
  }
  return { statuses, datasets };
}

/** The run of this recipe; none where it ended before the stage wrote all the datasets that it writes by now. */
async function finishedRun(
  { name, writes }: AnyStage,
  recipe: string,
  records: StageRecords,
): Promise<StageRecord | undefined> {
  const record = await records.find(name, recipe);
  const isWhole = Object.keys(writes).every((dataset) => record?.writes[dataset] !== undefined);
  return isWhole ? record : undefined;
}

export interface StageRun {
  readonly record: StageRecord;
  /** True when nothing had to be done. */
  readonly reused: boolean;
}

/** Runs every stage that is not done, in order. A stage whose inputs came out equal is reused. */
export async function runStages(
  stages: readonly AnyStage[],
  configOf: ConfigOf,
  imports: Datasets,
  tools: StageTools,
  signal: AbortSignal,
  progress: Progress,
): Promise<readonly StageRun[]> {
  const runs: StageRun[] = [];
  let datasets: Datasets = imports;
  for (const stage of stages) {
    signal.throwIfAborted();
    const config = stage.config.parse(configOf(stage.name));
    const reads = contentsOf(stage, datasets);
    const recipe = reads && stageRecipe(stage, config, reads, tools.seed);
    const found = recipe && (await finishedRun(stage, recipe, tools.records));
    const record = found || (await runStage(stage, config, datasets, tools, signal, progress));
    runs.push({ record, reused: record === found });
    datasets = { ...datasets, ...record.writes };
  }
  return runs;
}
