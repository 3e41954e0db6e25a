import { join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { type ProductType, productTypes } from "../domain/tables/product-types.ts";
import { newProductTypes } from "../generation/new-product-types.ts";
import type { Datasets } from "../stage/stage.ts";
import type { Workspace } from "./workspace.ts";

/** The types that one run found. Their rows are kept here: prompts, which are paid for, hang on them. */
interface Round {
  readonly part: PartManifest;
  readonly rows: readonly ProductType[];
}

const roundsFile = (dataFolder: string): string => join(dataFolder, "product-types.json");

/** The rounds that were found so far. */
export async function typeRounds(dataFolder: string): Promise<readonly Round[]> {
  const found = await readJsonFile<readonly Round[]>(roundsFile(dataFolder), {
    hint: "Put a copy of the file back, or remove it: then types are asked about anew, with other titles.",
  });
  return found ?? [];
}

/** What the stages read of them. */
export const typesDataset = (rounds: readonly Pick<Round, "part">[]): Dataset =>
  datasetOf(
    "productTypes",
    rounds.map(({ part }) => part),
  );

/**
 * The rounds with the types that the catalogue has by now, as a further one where there are some. Parts that
 * were removed are made again. Nothing is decided yet: see `takeUpTypes`.
 *
 * @param datasets those of the pairs and products of today
 */
export async function foundTypes(
  { store, sql, dataFolder }: Workspace,
  datasets: Datasets,
): Promise<readonly Round[]> {
  const partOf = (round: number, rows: readonly ProductType[]): Promise<PartManifest> =>
    store.part({
      table: productTypes,
      name: String(round),
      inputs: rows,
      async fill(draft) {
        for (const row of rows) draft.write(row);
      },
    });
  const rounds: Round[] = [];
  for (const { rows } of await typeRounds(dataFolder)) {
    rounds.push({ rows, part: await partOf(rounds.length + 1, rows) });
  }
  const filesOf = (dataset: Dataset | undefined) => ({
    files: dataset === undefined ? [] : store.files(dataset),
  });
  const sources = {
    pairs: filesOf(datasets["pairs"]),
    products: filesOf(datasets["products"]),
    productTypes: filesOf(typesDataset(rounds)),
  };
  const round = rounds.length + 1;
  const rows = await sql.use((connection) => newProductTypes(connection, sources, round));
  // The first round is there even where no product has a type: what reads it finds a table.
  if (rows.length === 0 && rounds.length > 0) return rounds;
  return [...rounds, { rows, part: await partOf(round, rows) }];
}

/**
 * Takes up the product types that the catalogue has by now. What was taken up once stays as it was, so that a
 * new product of a known type changes no prompt, and nothing is paid twice. Only for the holder of the lock.
 *
 * @param datasets those of the pairs and products of today
 */
export async function takeUpTypes(workspace: Workspace, datasets: Datasets): Promise<void> {
  const rounds = await foundTypes(workspace, datasets);
  const all = `${JSON.stringify(rounds, undefined, 2)}\n`;
  await writeFileDurably(roundsFile(workspace.dataFolder), all);
}
