import type { Datasets } from "../stage/stage.ts";
import { importedDatasets } from "./imports.ts";
import { requestedDataset, requestedRounds } from "./requested-heads.ts";
import type { Workspace } from "./workspace.ts";

/** What stages read that no stage made: imports, and what was asked of the server. */
export async function givenDatasets({
  imports,
  dataFolder,
}: Pick<Workspace, "imports" | "dataFolder">): Promise<Datasets> {
  return {
    ...importedDatasets(await imports.list()),
    requestedHeads: requestedDataset(await requestedRounds(dataFolder)),
  };
}
