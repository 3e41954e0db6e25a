import { type StageStatus, statusOfStages } from "../stage/run-stages.ts";
import type { Datasets } from "../stage/stage.ts";
import { stageConfigs } from "./stages.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Where stages stand with today's settings and inputs, in their order.
 * @param given what stages read that no stage made, as `givenDatasets` has it
 */
export async function stageStatuses(
  workspace: Pick<Workspace, "configuration" | "records" | "stages">,
  given: Datasets,
  stages: Workspace["stages"] = workspace.stages,
): Promise<readonly StageStatus[]> {
  const { configuration, records } = workspace;
  const configs = stageConfigs(configuration);
  const { statuses } = await statusOfStages(stages, configs, given, records, configuration.seed);
  return statuses;
}
