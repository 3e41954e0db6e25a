import {
  type MinedRelations,
  withMinedRelations,
} from "../../behaviour/explanation/mined-relations.ts";
import { mineConfig } from "../../behaviour/mine-config.ts";
import { observedBy } from "../../behaviour/observed-files.ts";
import { products } from "../../domain/tables/products.ts";
import { stageConfigs } from "../stages.ts";
import type { Lookup } from "./lookup.ts";
import type { Telling } from "./shown.ts";

/** Mines with today's settings, on the spot; undefined where nothing was observed yet. Where the log has moved since, it
 * is as the last run observed it. */
export async function minedHere<Result>(
  lookup: Lookup,
  { signal, progress }: Telling,
  work: (relations: MinedRelations) => Promise<Result>,
): Promise<Result | undefined> {
  const { sql, configuration } = lookup.workspace;
  const filesOf = (dataset: string) => ({ files: lookup.written(dataset) });
  const sources = {
    products: { files: lookup.files(products) },
    observed: observedBy(filesOf),
    selected: filesOf("selectedPairs"),
  };
  const { observedSites } = sources.observed;
  if (observedSites.files.length === 0 || sources.products.files.length === 0) return undefined;
  const config = mineConfig.parse(stageConfigs(configuration)("mine"));
  const seed = configuration.seed;
  return withMinedRelations({ sql, sources, config, seed, signal, progress }, work);
}
