import type { Dataset, PartManifest } from "../artifact/dataset.ts";
import { type TypePartner, typePartners } from "../domain/tables/type-partners.ts";
import { newTypePartners } from "../generation/new-type-partners.ts";
import type { Datasets } from "../stage/stage.ts";
import { keptRounds } from "./kept-rounds.ts";
import { wantedRelations } from "./wanted-relations.ts";
import type { Workspace } from "./workspace.ts";

const kept = keptRounds(
  typePartners,
  "type-partners",
  "Put a copy of the file back, or remove type-partners.json: then other types may be asked about together.",
);

/** The rounds that were found so far, one part each. */
export const partnerRounds = kept.list;

/** What the stages read of them. */
export const partnersDataset = kept.dataset;

export interface FoundPartners {
  /** Those of earlier runs, and today's behind them where there are new ones. */
  readonly rounds: readonly PartManifest[];
  /** What is new; undefined: nothing is. */
  readonly rows: readonly TypePartner[] | undefined;
}

/**
 * Looks which product types are bought together beyond chance by now that no run took up, where types are asked about and a
 * relation wants to know. Nothing is decided yet: see `takeUpPartners`.
 *
 * @param datasets those of the pairs and products of today
 */
export async function foundPartners(
  workspace: Workspace,
  datasets: Datasets,
): Promise<FoundPartners> {
  const { store, sql, configuration } = workspace;
  const { scopes, partnersPerType } = configuration.generation;
  const before = await kept.present(workspace);
  const isWanted =
    scopes.includes("product-type") &&
    (await wantedRelations(workspace)).some(({ partners }) => partners !== undefined);
  if (!isWanted) return { rounds: before, rows: undefined };
  const filesOf = (dataset: Dataset | undefined) => ({ files: store.files(dataset) });
  const sources = {
    pairs: filesOf(datasets["pairs"]),
    products: filesOf(datasets["products"]),
    typePartners: filesOf(kept.dataset(before)),
  };
  const round = before.length + 1;
  const rows = await sql.use((connection) =>
    newTypePartners(connection, sources, partnersPerType, round),
  );
  if (rows.length === 0) return { rounds: before, rows: undefined };
  return { rounds: [...before, await kept.part(workspace, round, rows)], rows };
}

/** See `KeptRounds.remake`. */
export const remakePartners = kept.remake;

/**
 * Takes up the types that are bought together by now. What was taken up once stays as it was, with the counts of
 * then: what was asked about it is paid for. Only for the holder of the lock.
 *
 * @param datasets those of the pairs and products of today
 */
export async function takeUpPartners(workspace: Workspace, datasets: Datasets): Promise<void> {
  const { rounds, rows } = await foundPartners(workspace, datasets);
  if (rows !== undefined) await kept.takeUp(workspace.dataFolder, rounds, rows);
}
