import type { Datasets } from "../../stage/stage.ts";
import { givenDatasets } from "../given-datasets.ts";
import { changesSince, miningRun } from "../mining-changes.ts";
import { stageStatuses } from "../stage-statuses.ts";
import type { Workspace } from "../workspace.ts";

/** What the last run of `mine` made of a pair, and what is other today. */
export interface StoredDecision {
  /** ISO 8601; null: no run has mined. */
  readonly finishedAt: string | null;
  readonly isKept: boolean;
  /** Settings under `mining`, and `seed`, that are other than in that run. */
  readonly settings: readonly {
    readonly name: string;
    readonly before: unknown;
    readonly today: unknown;
  }[];
  /** Datasets that mining reads and that are other, and the version of its stage. */
  readonly inputs: readonly string[];
}

/** @param isKept whether its rows have the pair */
export async function storedDecision(
  workspace: Workspace,
  isKept: boolean,
): Promise<StoredDecision> {
  const { configuration } = workspace;
  const given = await givenDatasets(workspace);
  const statuses = await stageStatuses(workspace, given);
  const { stage, record } = statuses.find((status) => status.stage.name === "mine") ?? {};
  if (stage === undefined || record === undefined) {
    return { finishedAt: null, isKept: false, settings: [], inputs: [] };
  }
  const made = statuses.map((status) => status.record?.writes);
  const datasets: Datasets = Object.assign({}, given, ...made);
  const run = await miningRun(workspace.records, record, statuses);
  const changes = changesSince(run, stage, configuration, datasets);
  const seeds = { name: "seed", before: record.seed, today: configuration.seed };
  return {
    finishedAt: record.finishedAt,
    isKept,
    settings: [
      ...changes.settings.map(({ name, was, is }) => ({
        ...{ name: `mining.${name}`, before: was, today: is },
      })),
      ...(changes.isOtherSeed ? [seeds] : []),
    ],
    inputs: [...changes.inputs, ...(changes.isOtherVersion ? ["version of mine"] : [])],
  };
}
