import { silentProgress } from "../domain/progress.ts";
import type { SqlSessions } from "../sql/sql-session.ts";
import { runStage, type StageTools } from "../stage/run-stage.ts";
import type { Datasets } from "../stage/stage.ts";
import type { StageRecord } from "../stage/stage-record.ts";
import { mineStage } from "./mine-stage.ts";
import { miningSettings, stageSettings } from "./mining-settings.ts";
import { observeStage } from "./observe-stage.ts";
import type { SpanLimits } from "./spans.ts";

export interface MiningManner {
  /** Where the steps are computed; by default DuckDB. */
  readonly sessions?: SqlSessions;
  readonly spanLimits?: SpanLimits;
}

export interface RunMining {
  readonly observed: StageRecord;
  readonly mined: StageRecord;
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
  { sessions, spanLimits }: MiningManner = {},
): Promise<RunMining> {
  const { observe, mine } = stageSettings(miningSettings.parse(settings));
  const observed = await runStage(
    observeStage(sessions, spanLimits),
    observe,
    datasets,
    tools,
    signal,
    silentProgress,
  );
  const found = { ...datasets, ...observed.writes };
  return {
    observed,
    mined: await runStage(mineStage(sessions), mine, found, tools, signal, silentProgress),
  };
}
