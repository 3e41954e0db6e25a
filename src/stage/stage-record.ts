import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PartManifest } from "../artifact/dataset.ts";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { hashOf } from "../domain/hash.ts";
import type { AnyStage, Datasets, FunnelRow, Spending } from "./stage.ts";

/** What is kept of one finished run of a stage. Time and cost stand here and are never hashed. */
export interface StageRecord {
  readonly stage: string;
  readonly version: number;
  readonly recipe: string;
  readonly config: unknown;
  readonly uses: Readonly<Record<string, string>>;
  readonly seed: number;
  /** Content hash by dataset. */
  readonly reads: Readonly<Record<string, string>>;
  readonly writes: Datasets;
  readonly funnel: readonly FunnelRow[];
  readonly total: { readonly rowsIn: number; readonly rowsOut: number };
  readonly notices: readonly string[];
  readonly spent: Spending;
  readonly finishedAt: string;
  /** When a later run took it up again in place of another record; absent where none did. */
  readonly lastUsedAt?: string;
  readonly seconds: number;
}

export const partsOf = ({ writes }: Pick<StageRecord, "writes">): readonly PartManifest[] =>
  Object.values(writes).flatMap(({ parts }) => parts);

/**
 * Hash of what decides a stage's rows: upstream *content*, so that a run upstream which yields the
 * same rows leaves this stage fresh.
 */
export function stageRecipe(
  stage: AnyStage,
  config: unknown,
  reads: Readonly<Record<string, string>>,
  seed: number,
): string {
  const { name, version, uses } = stage;
  return hashOf({ name, version, uses, config, reads, seed });
}

/** The records of finished runs, one file each, by stage and recipe. */
export interface StageRecords {
  find(stage: string, recipe: string): Promise<StageRecord | undefined>;
  /** Whether this recipe was begun and did not end. */
  begun(stage: string, recipe: string): Promise<boolean>;
  /** The run that finished or was taken up again last, of whatever recipe. */
  latest(stage: string): Promise<StageRecord | undefined>;
  /** All finished runs of a stage; the one that finished or was taken up again last comes first. */
  all(stage: string): Promise<readonly StageRecord[]>;
  /** A finished run counts as begun again. */
  forget(record: StageRecord): Promise<void>;
  /** A finished run counts as if it had never begun. */
  remove(record: StageRecord): Promise<void>;
  begin(stage: string, recipe: string): Promise<void>;
  finish(record: StageRecord): Promise<void>;
}

const usedAt = ({ finishedAt, lastUsedAt }: StageRecord): string => lastUsedAt ?? finishedAt;

export function openStageRecords(folder: string): StageRecords {
  const fileOf = (stage: string, recipe: string, ending: string): string =>
    join(folder, stage, `${recipe.slice(0, 32)}.${ending}`);

  const read = (file: string): Promise<StageRecord | undefined> =>
    readJsonFile<StageRecord>(file, {
      hint: "Remove the file and run `cosmo run`: finished parts are taken as they are.",
    });

  async function all(stage: string): Promise<readonly StageRecord[]> {
    const names = await readdir(join(folder, stage)).catch(() => []);
    const found = await Promise.all(
      names.filter((name) => name.endsWith(".json")).map((name) => read(join(folder, stage, name))),
    );
    return found
      .filter((record) => record !== undefined)
      .toSorted((a, b) => usedAt(b).localeCompare(usedAt(a)));
  }

  return {
    find: (stage, recipe) => read(fileOf(stage, recipe, "json")),
    async begun(stage, recipe) {
      return stat(fileOf(stage, recipe, "begun")).then(
        () => true,
        () => false,
      );
    },
    async latest(stage) {
      const [last] = await all(stage);
      return last;
    },
    all,
    forget: ({ stage, recipe }) => rm(fileOf(stage, recipe, "json"), { force: true }),
    async remove({ stage, recipe }) {
      for (const ending of ["json", "begun"]) {
        await rm(fileOf(stage, recipe, ending), { force: true });
      }
    },
    async begin(stage, recipe) {
      await mkdir(join(folder, stage), { recursive: true });
      await writeFileDurably(fileOf(stage, recipe, "begun"), "");
    },
    finish: (record) =>
      writeFileDurably(
        fileOf(record.stage, record.recipe, "json"),
        `${JSON.stringify(record, undefined, 2)}\n`,
      ),
  };
}
