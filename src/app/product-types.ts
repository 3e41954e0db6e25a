import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { type ProductType, productTypes } from "../domain/tables/product-types.ts";
import { newProductTypes } from "../generation/new-product-types.ts";
import type { Datasets } from "../stage/stage.ts";
import { arePresent } from "./present-parts.ts";
import type { Workspace } from "./workspace.ts";

const hint =
  "Put a copy of the file back, or remove product-types.json: then types are asked about anew, with other titles.";

const roundsFile = (dataFolder: string): string => join(dataFolder, "product-types.json");

/** The types that a run found. They are kept beside their part: prompts, which are paid for, hang on them. */
const rowsFile = (dataFolder: string, round: number): string =>
  join(dataFolder, "product-types", `${round}.json`);

/** The rounds that were found so far, one part each. */
export async function typeRounds(dataFolder: string): Promise<readonly PartManifest[]> {
  return (await readJsonFile<readonly PartManifest[]>(roundsFile(dataFolder), { hint })) ?? [];
}

/** What the stages read of them. */
export const typesDataset = (rounds: readonly PartManifest[]): Dataset =>
  datasetOf("productTypes", rounds);

export interface FoundTypes {
  /** Those of earlier runs, and today's behind them where there are new types. */
  readonly rounds: readonly PartManifest[];
  /** What is new; undefined: nothing is. */
  readonly rows: readonly ProductType[] | undefined;
}

/**
 * Looks which types the catalogue has by now that no run took up. Parts that were removed are made again.
 * Nothing is decided yet: see `takeUpTypes`.
 *
 * @param datasets those of the pairs and products of today
 */
export async function foundTypes(workspace: Workspace, datasets: Datasets): Promise<FoundTypes> {
  const { store, sql } = workspace;
  const before = await presentRounds(workspace);
  const filesOf = (dataset: Dataset | undefined) => ({
    files: dataset === undefined ? [] : store.files(dataset),
  });
  const sources = {
    pairs: filesOf(datasets["pairs"]),
    products: filesOf(datasets["products"]),
    productTypes: filesOf(typesDataset(before)),
  };
  const round = before.length + 1;
  const rows = await sql.use((connection) => newProductTypes(connection, sources, round));
  // The first round is there even where no product has a type: what reads it finds a table.
  if (rows.length === 0 && before.length > 0) return { rounds: before, rows: undefined };
  return { rounds: [...before, await partOf(workspace, round, rows)], rows };
}

/** The rounds of earlier runs, those that a person removed made again. */
async function presentRounds(workspace: Workspace): Promise<readonly PartManifest[]> {
  const { store, dataFolder } = workspace;
  const rounds = await typeRounds(dataFolder);
  if (await arePresent(store, [typesDataset(rounds)])) return rounds;
  return Promise.all(
    rounds.map(async (_, index) => {
      const file = rowsFile(dataFolder, index + 1);
      const rows = await readJsonFile<readonly ProductType[]>(file, { hint });
      if (rows === undefined) throw partDamaged(file);
      return partOf(workspace, index + 1, rows);
    }),
  );
}

const partDamaged = (file: string): CosmoError =>
  new CosmoError("PART_DAMAGED", `${file} is missing, and so is what was made of it`, { hint });

const partOf = (
  { store }: Workspace,
  round: number,
  rows: readonly ProductType[],
): Promise<PartManifest> =>
  store.part({
    table: productTypes,
    name: String(round),
    inputs: rows,
    async fill(draft) {
      for (const row of rows) draft.write(row);
    },
  });

/**
 * Takes up the product types that the catalogue has by now. What was taken up once stays as it was, so that a
 * new product of a known type changes no prompt, and nothing is paid twice. Only for the holder of the lock.
 *
 * @param datasets those of the pairs and products of today
 */
export async function takeUpTypes(workspace: Workspace, datasets: Datasets): Promise<void> {
  const { rounds, rows } = await foundTypes(workspace, datasets);
  if (rows === undefined) return;
  const { dataFolder } = workspace;
  const file = rowsFile(dataFolder, rounds.length);
  await mkdir(dirname(file), { recursive: true });
  await writeFileDurably(file, `${JSON.stringify(rows)}\n`);
  await writeFileDurably(roundsFile(dataFolder), `${JSON.stringify(rounds, undefined, 2)}\n`);
}
