import { stageSettings } from "../behaviour/mining-settings.ts";
import { observedTables } from "../behaviour/mining-sources.ts";
import type { StageStatus } from "../stage/run-stages.ts";
import type { AnyStage, Datasets } from "../stage/stage.ts";
import type { StageRecord, StageRecords } from "../stage/stage-record.ts";
import type { Configuration } from "./configuration.ts";
import { type ChangedSetting, changedSettings } from "./mining-report/settings-of-run.ts";

/** A run of `mine`, and that of `observe` whose days it added up; undefined where that one is forgotten. */
export interface MiningRun {
  readonly mined: StageRecord;
  readonly observed: StageRecord | undefined;
}

/** What is another today than when mining ran. */
export interface MiningChanges {
  /** Of both stages, as named under `mining`. */
  readonly settings: readonly ChangedSetting[];
  /** What both read, each once: `products`, `importedEvents`, … */
  readonly inputs: readonly string[];
  readonly isOtherSeed: boolean;
  readonly isOtherVersion: boolean;
}

/**
 * Finds what a run of `mine` added up. Several runs of `observe` may have made the same days under different settings: then
 * it is that of today's, else the one that was used last.
 *
 * @param statuses of the stages today
 */
export async function miningRun(
  records: StageRecords,
  mined: StageRecord,
  statuses: readonly StageStatus[],
): Promise<MiningRun> {
  const today = statuses.find(({ stage, state }) => stage.name === "observe" && state === "done");
  const runs = [...(today?.record ? [today.record] : []), ...(await records.all("observe"))];
  const observed = runs.find(({ writes }) =>
    Object.entries(writes).every(
      ([name, { content }]) => (mined.reads[name] ?? content) === content,
    ),
  );
  return { mined, observed };
}

/**
 * @param stage `mine`, as it is today
 * @param datasets of today
 */
export function changesSince(
  { mined, observed }: MiningRun,
  stage: AnyStage,
  { mining, seed }: Pick<Configuration, "mining" | "seed">,
  datasets: Datasets,
): MiningChanges {
  const today = stageSettings(mining);
  const isChanged = (name: string, content: string | undefined): boolean =>
    datasets[name]?.content !== content;
  const own = Object.keys(stage.reads).filter(
    (name) => name !== "selectedPairs" && !(name in observedTables),
  );
  // What was observed is told by what it was observed of.
  const observedOf = Object.entries(observed?.reads ?? { importedEvents: "" });
  return {
    settings: [
      ...changedSettings(mined.config, today.mine),
      ...(observed ? changedSettings(observed.config, today.observe) : []),
    ],
    inputs: [
      ...new Set([
        ...own.filter((name) => isChanged(name, mined.reads[name])),
        ...observedOf.flatMap(([name, content]) => (isChanged(name, content) ? [name] : [])),
      ]),
    ],
    isOtherSeed: mined.seed !== seed,
    isOtherVersion: mined.version !== stage.version,
  };
}
