import { join } from "node:path";
import { type Dataset, datasetOf } from "../../artifact/dataset.ts";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { type Judgement, judgements } from "../../domain/tables/judgements.ts";
import { rerankerId } from "../../relevance/reranker/reranker-id.ts";
import { openRerankerStore, type RerankerStore } from "../../relevance/reranker/reranker-store.ts";
import { type ImportRecord, importedDatasets } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { baseModel } from "./tunable-encoder.ts";

/** Which model today's judgements and settings make, before anything is read or learnt. */
export interface RelevanceTask {
  readonly id: string;
  /** Hash of the judgements. */
  readonly content: string;
  readonly store: RerankerStore;
  judgements(): Promise<readonly Judgement[]>;
}

export const rerankersIn = (dataFolder: string): RerankerStore =>
  openRerankerStore(join(dataFolder, "models"), join(dataFolder, "temporary"));

/** @throws CosmoError NOTHING_IMPORTED */
export const relevanceTask = async (workspace: Workspace): Promise<RelevanceTask> =>
  relevanceTaskOf(workspace, await workspace.imports.list());

/** @throws CosmoError NOTHING_IMPORTED */
export function relevanceTaskOf(
  { configuration, dataFolder, store }: Workspace,
  imports: readonly ImportRecord[],
): RelevanceTask {
  const imported = importedDatasets(imports)["importedJudgements"];
  const dataset: Dataset = imported ?? datasetOf("importedJudgements", []);
  if (dataset.rows === 0) throw nothingImported();
  const { content } = dataset;
  const { relevance: settings, seed } = configuration;
  return {
    id: rerankerId({ content, base: baseModel, settings, seed }),
    content,
    store: rerankersIn(dataFolder),
    judgements: () => judgementsOf(store, dataset),
  };
}

/** In the order of the imports; of a judgement that came again, the last. */
export async function judgementsOf(
  store: Workspace["store"],
  imported: Dataset,
): Promise<readonly Judgement[]> {
  const byId = new Map<string, Judgement>();
  for await (const row of store.rows(judgements, imported)) byId.set(row.id, row);
  return [...byId.values()];
}

const nothingImported = (): CosmoError =>
  new CosmoError("NOTHING_IMPORTED", "No judgements have been imported yet", {
    hint: "Run `cosmo import judgements PATH` first; `cosmo import judgements --help` shows the formats.",
    exitCode: 2,
  });
