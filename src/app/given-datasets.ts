import type { Datasets } from "../stage/stage.ts";
import { importedDatasets } from "./imports.ts";
import { typeRounds, typesDataset } from "./product-types.ts";
import { requestedDataset, requestedRounds } from "./requested-heads.ts";
import { selectedDataset } from "./selected-pairs.ts";
import { partnerRounds, partnersDataset } from "./type-partners.ts";
import { takenHeads } from "./unexplained-heads.ts";
import type { Workspace } from "./workspace.ts";

/**
 * What stages read that no stage made: imports, the pairs that an earlier run selected, the types that were found, those of them that are bought together, the
 * queries and pairs that were taken up beside them, and what was asked of the server.
 */
export async function givenDatasets({
  imports,
  dataFolder,
}: Pick<Workspace, "imports" | "dataFolder">): Promise<Datasets> {
  return {
    ...importedDatasets(await imports.list()),
    selectedPairs: await selectedDataset(dataFolder),
    productTypes: typesDataset(await typeRounds(dataFolder)),
    typePartners: partnersDataset(await partnerRounds(dataFolder)),
    ...(await takenHeads(dataFolder)),
    requestedHeads: requestedDataset(await requestedRounds(dataFolder)),
  };
}
