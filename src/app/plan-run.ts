import { generationConfig } from "../generation/generation-work.ts";
import { type Coverage, planGeneration, type ScopePlan } from "../generation/plan-generation.ts";
import { callIdOf } from "../language-model/call-identity.ts";
import { chosenRelations } from "../relations/chosen-relations.ts";
import { readRelations } from "../relations/relation.ts";
import type { Datasets } from "../stage/stage.ts";
import { givenDatasets } from "./given-datasets.ts";
import { foundTypes, typesDataset } from "./product-types.ts";
import { relationsFile } from "./relations-file.ts";
import { type RunOptions, refuseNothingImported, runWanted, upTo } from "./run.ts";
import { stageConfigs } from "./stages.ts";
import type { Workspace } from "./workspace.ts";

/** What a run would ask a language model, in the form of `cosmo run --plan --json`. */
export interface RunPlan {
  readonly stages: readonly {
    readonly name: "generate";
    readonly scopes: readonly ScopePlan[];
    readonly of: Coverage;
  }[];
  /** Answers that are still to be asked for. */
  readonly total: { readonly calls: number };
}

/**
 * Mines, which costs nothing, and counts what would be asked then. No model is asked and nothing decided: the
 * types of today are counted, but a run finds them for itself. What it would take up of heads that were asked of
 * the server in vain is not counted.
 *
 * @throws CosmoError NOTHING_IMPORTED, STAGE_UNKNOWN
 */
export async function planRun(workspace: Workspace, options: RunOptions): Promise<RunPlan> {
  upTo(workspace, options.stages);
  await refuseNothingImported(workspace);
  const { stages, configuration, store, sql, folder, ports } = workspace;
  const free = stages.slice(
    0,
    stages.findIndex(({ name }) => name === "generate"),
  );
  const runs = await runWanted(workspace, free, options);
  const made: Datasets = Object.assign({}, ...runs.map(({ record }) => record.writes));
  const datasets: Datasets = {
    ...(await givenDatasets(workspace)),
    productTypes: typesDataset((await foundTypes(workspace, made)).rounds),
    ...made,
  };
  const filesOf = (name: string) => {
    const dataset = datasets[name];
    return { files: dataset === undefined ? [] : store.files(dataset) };
  };
  const settings = generationConfig.parse(stageConfigs(configuration)("generate"));
  const relationSet = await readRelations(relationsFile(folder, configuration));
  const { scopes, of } = await sql.use((connection) =>
    planGeneration(
      connection,
      {
        pairs: filesOf("pairs"),
        queries: filesOf("queries"),
        products: filesOf("products"),
        requestedHeads: filesOf("requestedHeads"),
        productTypes: filesOf("productTypes"),
      },
      settings,
      chosenRelations(relationSet, settings.relations),
      configuration.seed,
      (request) => ports.calls.get(callIdOf(ports.generator.id, request)).length > 0,
    ),
  );
  return {
    stages: [{ name: "generate", scopes, of }],
    total: { calls: scopes.reduce((sum, { calls }) => sum + calls, 0) },
  };
}
