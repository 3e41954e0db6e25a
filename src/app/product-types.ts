import type { Dataset, PartManifest } from "../artifact/dataset.ts";
import {
  type ProductType,
  productTypeOfToday,
  productTypes,
} from "../domain/tables/product-types.ts";
import { isTypeScope } from "../domain/tables/scopes.ts";
import { type NamePorts, withFittingNames } from "../generation/name-fits.ts";
import { newAttributedTypes } from "../generation/new-attributed-types.ts";
import { newProductTypes } from "../generation/new-product-types.ts";
import { readParquetTable } from "../sql/parquet-table.ts";
import type { Datasets } from "../stage/stage.ts";
import { keptRounds } from "./kept-rounds.ts";
import type { Workspace } from "./workspace.ts";

const kept = keptRounds(
  productTypes,
  "product-types",
  "Put a copy of the file back, or remove product-types.json: then types are asked about anew, with other titles.",
  productTypeOfToday,
);

/** The rounds that were found so far, one part each. */
export const typeRounds = kept.list;

/** What the stages read of them. */
export const typesDataset = kept.dataset;

export interface FoundTypes {
  /** Those of earlier runs, and today's behind them where there are new types. */
  readonly rounds: readonly PartManifest[];
  /** The rows of the rounds that are new. */
  readonly added: readonly (readonly ProductType[])[];
}

/**
 * Looks which types the catalogue has by now that no run took up, and where types with an attribute are asked about,
 * which attributes tell products of a type apart. Parts that were removed, or are of an older form, are made again.
 * Nothing is decided yet: see `takeUpTypes`.
 *
 * @param datasets those of the pairs, queries and products of today
 * @param names tells of new types whether their names fit; without it all do
 */
export async function foundTypes(
  workspace: Workspace,
  datasets: Datasets,
  names?: { readonly ports: NamePorts; readonly signal: AbortSignal },
): Promise<FoundTypes> {
  const { store, sql, configuration } = workspace;
  const { generation, seed } = configuration;
  const filesOf = (dataset: Dataset | undefined) => ({ files: store.files(dataset) });
  let rounds = await kept.present(workspace);
  const sourcesOf = () => ({
    pairs: filesOf(datasets["pairs"]),
    queries: filesOf(datasets["queries"]),
    products: filesOf(datasets["products"]),
    productTypes: filesOf(kept.dataset(rounds)),
  });
  const added: (readonly ProductType[])[] = [];
  const add = async (rows: readonly ProductType[]): Promise<void> => {
    rounds = [...rounds, await kept.part(workspace, rounds.length + 1, rows)];
    added.push(rows);
  };
  const sources = sourcesOf();
  // Where no type is asked about, none is taken up: what is shown of it is chosen when it is paid for.
  const found = generation.scopes.some(isTypeScope)
    ? await sql.use((connection) => newProductTypes(connection, sources, rounds.length + 1))
    : [];
  if (found.length > 0 && names !== undefined) {
    const known = readParquetTable(
      sql,
      productTypes,
      sources.productTypes.files,
      "ORDER BY round, place",
    );
    const others = await Array.fromAsync(known);
    await add(await withFittingNames(found, others, names.ports, names.signal));
  } else if (found.length > 0 || rounds.length === 0) {
    // The first round is there even where there is no type: what reads it finds a table.
    await add(found);
  }
  if (generation.scopes.includes("product-type+attribute")) {
    const attributed = await sql.use((connection) =>
      newAttributedTypes(connection, sourcesOf(), generation, seed, rounds.length + 1),
    );
    if (attributed.length > 0) await add(attributed);
  }
  return { rounds, added };
}

/** See `KeptRounds.remake`. */
export const remakeTypes = kept.remake;

/**
 * Takes up the product types that the catalogue has by now. What was taken up once stays as it was, so that a
 * new product of a known type changes no prompt, and nothing is paid twice. Only for the holder of the lock.
 *
 * @param datasets those of the pairs, queries and products of today
 */
export async function takeUpTypes(
  workspace: Workspace,
  datasets: Datasets,
  signal: AbortSignal,
): Promise<void> {
  await kept.renew(workspace);
  const { encoder, measures: store } = workspace.ports;
  const names = encoder && { ports: { encoder, store }, signal };
  const { rounds, added } = await foundTypes(workspace, datasets, names);
  const before = rounds.length - added.length;
  for (const [index, rows] of added.entries()) {
    await kept.takeUp(workspace.dataFolder, rounds.slice(0, before + index + 1), rows);
  }
}
