import { silentProgress } from "../domain/progress.ts";
import type { SqlSessions } from "../sql/sql-session.ts";
import { runStage, type StageTools } from "../stage/run-stage.ts";
import type { Datasets } from "../stage/stage.ts";
import type { StageRecord } from "../stage/stage-record.ts";
import { mineStage } from "./mine-stage.ts";
import { miningSettings, stageSettings } from "./mining-settings.ts";
import { observeStage } from "./observe-stage.ts";

export interface MiningManner {
  /** Where the steps are computed; by default DuckDB. */
  readonly sessions?: SqlSessions;
  /** Events that a span holds at most; by default as many as usual. */
  readonly spanEvents?: number;
}

export interface RunMining {
  readonly observed: StageRecord;
  readonly mined: StageRecord;
}

/** Runs the first of the two alone, with the same settings and datasets. */
export function runObserving(
  settings: unknown,
  datasets: Datasets,
  tools: StageTools,
  signal: AbortSignal,
  { sessions, spanEvents }: MiningManner = {},
): Promise<StageRecord> {
  const { observe } = stageSettings(miningSettings.parse(settings));
  const stage = observeStage(sessions, spanEvents);
  return runStage(stage, observe, datasets, tools, signal, silentProgress);
}

/**
 * Runs both stages of mining by themselves, as tests and reports do.
 * @param settings what stands under `mining` in a configuration
 * @param datasets `products`, `importedEvents`, `replacedDays` and `selectedPairs`
 */
export async function runMining(
  settings: unknown,
  datasets: Datasets,
  tools: StageTools,
  signal: AbortSignal,
  manner: MiningManner = {},
): Promise<RunMining> {
  const observed = await runObserving(settings, datasets, tools, signal, manner);
  const { mine } = stageSettings(miningSettings.parse(settings));
  const { sessions } = manner;
  const found = { ...datasets, ...observed.writes };
  return {
    observed,
    mined: await runStage(mineStage(sessions), mine, found, tools, signal, silentProgress),
  };
}
