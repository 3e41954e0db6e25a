import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { arePresent } from "./present-parts.ts";
import type { Workspace } from "./workspace.ts";

type Place = Pick<Workspace, "store" | "dataFolder">;

/**
 * Rows that runs only add to, one part for each run that found some. They lie beside their parts in
 * `FILE.json` and `FILE/ROUND.json`: prompts, which are paid for, hang on them.
 */
export interface KeptRounds<T extends Table> {
  /** The rounds that were taken up so far. */
  list(dataFolder: string): Promise<readonly PartManifest[]>;
  /** What the stages read of them. Rounds of an older form are none, until a run makes them anew. */
  dataset(rounds: readonly PartManifest[]): Dataset;
  /**
   * The same as `list`, with those made again that a person removed, or that an earlier version of cosmo made in another form.
   * @throws CosmoError PART_DAMAGED
   */
  present(place: Place): Promise<readonly PartManifest[]>;
  /**
   * Writes down rounds of an older form in the form of today. Only for the holder of the lock.
   * @throws CosmoError PART_DAMAGED
   */
  renew(place: Place): Promise<void>;
  /** `renew`, and parts made again that a person removed. Only for the holder of the lock. */
  remake(place: Place): Promise<void>;
  /** Makes the part of a round; nothing is taken up by it. */
  part(place: Place, round: number, rows: readonly RowOf<T>[]): Promise<PartManifest>;
  /** Takes up the last of these rounds, with its rows. Only for the holder of the lock. */
  takeUp(
    dataFolder: string,
    rounds: readonly PartManifest[],
    rows: readonly RowOf<T>[],
  ): Promise<void>;
}

/**
 * @param file the name of the list without `.json`
 * @param hint what to do where a file can't be read
 * @param ofToday gives a row that an earlier version of the table has the form of today; a row of today stays as it is
 */
export function keptRounds<T extends Table>(
  table: T,
  file: string,
  hint: string,
  ofToday: (row: RowOf<T>) => RowOf<T> = (row) => row,
): KeptRounds<T> {
  const listFile = (dataFolder: string): string => join(dataFolder, `${file}.json`);
  const rowsFile = (dataFolder: string, round: number): string =>
    join(dataFolder, file, `${round}.json`);
  const list = async (dataFolder: string): Promise<readonly PartManifest[]> =>
    (await readJsonFile<readonly PartManifest[]>(listFile(dataFolder), { hint })) ?? [];
  const isOfToday = ({ tableVersion }: PartManifest): boolean => tableVersion === table.version;
  const dataset = (rounds: readonly PartManifest[]): Dataset =>
    datasetOf(table.name, rounds.filter(isOfToday));
  const part: KeptRounds<T>["part"] = ({ store }, round, rows) =>
    store.part({
      table,
      name: String(round),
      inputs: rows,
      async fill(draft) {
        for (const row of rows) draft.write(row);
      },
    });
  /** The rows of a round, in the form of today. */
  const rowsOf = async (
    dataFolder: string,
    { tableVersion }: PartManifest,
    round: number,
  ): Promise<readonly RowOf<T>[]> => {
    const kept = rowsFile(dataFolder, round);
    const rows = await readJsonFile<readonly RowOf<T>[]>(kept, { hint });
    if (rows !== undefined) return rows.map(ofToday);
    const message =
      tableVersion === table.version
        ? `${kept} is missing, and so is what was made of it`
        : `${kept} is missing, and what an earlier version of cosmo made of it can't be read any more`;
    throw new CosmoError("PART_DAMAGED", message, { hint });
  };
  const present: KeptRounds<T>["present"] = async (place) => {
    const rounds = await list(place.dataFolder);
    if (rounds.every(isOfToday) && (await arePresent(place.store, [dataset(rounds)])))
      return rounds;
    return Promise.all(
      rounds.map(async (before, index) => {
        const round = index + 1;
        return part(place, round, await rowsOf(place.dataFolder, before, round));
      }),
    );
  };
  const writeRows = async (
    dataFolder: string,
    round: number,
    rows: readonly RowOf<T>[],
  ): Promise<void> => {
    const kept = rowsFile(dataFolder, round);
    await mkdir(dirname(kept), { recursive: true });
    await writeFileDurably(kept, `${JSON.stringify(rows)}\n`);
  };
  const writeList = (dataFolder: string, rounds: readonly PartManifest[]): Promise<void> =>
    writeFileDurably(listFile(dataFolder), `${JSON.stringify(rounds, undefined, 2)}\n`);
  const renew: KeptRounds<T>["renew"] = async (place) => {
    const { dataFolder } = place;
    const before = await list(dataFolder);
    if (before.every(isOfToday)) return;
    const rounds = await present(place);
    for (const [index, one] of before.entries()) {
      if (isOfToday(one)) continue;
      await writeRows(dataFolder, index + 1, await rowsOf(dataFolder, one, index + 1));
    }
    // Last: until then a run that was killed begins anew.
    await writeList(dataFolder, rounds);
  };
  return {
    list,
    dataset,
    part,
    present,
    renew,
    async remake(place) {
      await renew(place);
      await present(place);
    },
    async takeUp(dataFolder, rounds, rows) {
      await writeRows(dataFolder, rounds.length, rows);
      await writeList(dataFolder, rounds);
    },
  };
}
