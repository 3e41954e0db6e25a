import type { Datasets } from "../../stage/stage.ts";
import { givenDatasets } from "../given-datasets.ts";
import { inKebabCase } from "../setting-name.ts";
import { stageStatuses } from "../stage-statuses.ts";
import { stageConfigs } from "../stages.ts";
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
  /** Datasets that the stage reads and that are other, and its version. */
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
  const today = settingsIn(stage.config.parse(stageConfigs(configuration)("mine")));
  const before = settingsIn(record.config);
  const seeds = { name: "seed", before: record.seed, today: configuration.seed };
  return {
    finishedAt: record.finishedAt,
    isKept,
    settings: [
      ...Object.keys({ ...before, ...today }).map((name) => ({
        ...{ name: `mining.${name}`, before: before[name], today: today[name] },
      })),
      seeds,
    ].filter((setting) => setting.before !== setting.today),
    inputs: [
      ...Object.keys(stage.reads).filter(
        (name) => name !== "selectedPairs" && datasets[name]?.content !== record.reads[name],
      ),
      ...(record.version === stage.version ? [] : ["version of mine"]),
    ],
  };
}

/** Settings by their names as in cosmo.yaml: `search-buy.click-rate-low`. */
function settingsIn(config: unknown, above = ""): Readonly<Record<string, unknown>> {
  if (config === null || typeof config !== "object") return { [above]: config };
  return Object.assign(
    {},
    ...Object.entries(config).map(([name, value]) =>
      settingsIn(value, above === "" ? inKebabCase(name) : `${above}.${inKebabCase(name)}`),
    ),
  );
}
