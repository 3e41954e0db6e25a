import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hashOf } from "../domain/hash.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { hashParquet, type WrittenParquet } from "../sql/hash-parquet.ts";
import {
  openParquetWriter,
  readParquetTable,
  writeJsonLines,
  writeParquetFromSelect,
} from "../sql/parquet-table.ts";
import type { Sql, SqlConnection } from "../sql/sql.ts";
import { type BottomKSample, createBottomKSample } from "../statistics/seeded-sample.ts";
import {
  addDropped,
  type Dataset,
  type DroppedSums,
  droppedIn,
  type PartManifest,
  samplesPerReason,
} from "./dataset.ts";
import { onDisk, publishFolder } from "./durable.ts";
import { fileHash } from "./file-hash.ts";
import { foldersIn } from "./folders-in.ts";
import { readJsonFile } from "./read-json-file.ts";

/** A part while it is being made. Rows come one by one or from one query, never both. */
export interface PartDraft<Row> {
  write(row: Row): void;
  /** Takes all rows from a query; its columns are found by name. The file is read back while the caller goes on. */
  writeSelect(connection: SqlConnection, select: string): Promise<void>;
  /**
   * Counts rows that did not make it, by reason and group (a relation, a behaviour; default "all").
   * `sample` may be drawn as an example of the reason: never ungated words of a shopper.
   */
  dropped(reason: string, sample?: string, count?: number, group?: string): void;
}

export interface PartRequest<T extends Table> {
  readonly table: T;
  readonly name: string;
  /** Everything that decides what the rows will be; hashed into the recipe. */
  readonly inputs: unknown;
  /** Also write the rows as JSON lines beside the Parquet file. */
  readonly jsonLines?: boolean;
  /** Draws the samples of dropped rows. Default 1. */
  readonly seed?: number;
  fill(draft: PartDraft<RowOf<T>>): Promise<void>;
}

/**
 * Immutable parts in a folder. A part is built aside and appears under its recipe at one stroke;
 * asked for again, it is not built again.
 */
export interface Store {
  readonly folder: string;
  part<T extends Table>(request: PartRequest<T>): Promise<PartManifest>;
  folderOf(part: StoredPart): string;
  /** The Parquet files of a dataset, for a query; none where there is no such dataset. */
  files(dataset: Dataset | undefined): readonly string[];
  rows<T extends Table>(table: T, dataset: Dataset): AsyncGenerator<RowOf<T>>;
  /** Takes a part away, at one stroke, so that it is built anew when it is asked for. */
  remove(part: StoredPart): Promise<void>;
  /** All parts that are on the disk but for these, of each table or of some. */
  others(kept: readonly StoredPart[], tables?: readonly Table[]): Promise<readonly StoredPart[]>;
  /** Removes what an interrupted run left half built. Only for the holder of the workspace's lock. */
  clearUnfinished(): Promise<void>;
  /** Compares the files of a part with its manifest, without reading rows; an answer is what is wrong. */
  checkFiles(part: PartManifest): Promise<string | undefined>;
  /** Reads a part back and compares files and rows with its manifest; an answer is what is wrong. */
  check(table: Table, part: PartManifest): Promise<string | undefined>;
}

/** Where a part is: its table, and as much of its recipe as names its folder. */
export type StoredPart = Pick<PartManifest, "table" | "recipe">;

export interface StoreOptions {
  /** Called before each step that a crash could separate; tests interrupt here. */
  readonly beforeStep?: (step: string) => void;
}

const rowsFile = "rows.parquet";
const manifestFile = "manifest.json";

async function fileHashes(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await fileHash(join(folder, name))])),
  );
}

/** Opens the store in a folder, which is made when the first part is. */
export function openStore(
  folder: string,
  sql: Sql,
  { beforeStep = () => {} }: StoreOptions = {},
): Store {
  const temporaryFolder = join(folder, "temporary");

  const tableFolder = (table: string): string => join(folder, "parts", table);
  const folderOf = (table: string, recipe: string): string =>
    join(tableFolder(table), recipe.slice(0, 32));

  const readManifest = (partFolder: string): Promise<PartManifest | undefined> =>
    readJsonFile(join(partFolder, manifestFile), {
      code: "PART_DAMAGED",
      hint: `Remove the folder ${partFolder} and run again; it is remade from what it came from.`,
    });

  async function build<T extends Table>(
    request: PartRequest<T>,
    recipe: string,
    final: string,
  ): Promise<PartManifest> {
    const { table, name, seed = 1 } = request;
    beforeStep("make the folder");
    const temporary = await onDisk(temporaryFolder, async () => {
      await mkdir(temporaryFolder, { recursive: true });
      return mkdtemp(join(temporaryFolder, "part-"));
    });
    const file = join(temporary, rowsFile);
    const writer = await openParquetWriter(sql, table);
    const dropped: DroppedSums = new Map();
    const samples: Record<string, BottomKSample<string>> = {};
    let written: WrittenParquet;
    let reading: Promise<WrittenParquet> | undefined;
    try {
      await request.fill({
        write: (row) => writer.write(row),
        async writeSelect(connection, select) {
          beforeStep("write the rows");
          await writeParquetFromSelect(connection, table, select, file);
          reading = hashParquet(sql, table, file);
          // Where `fill` fails first, its error is told.
          reading.catch(() => {});
        },
        dropped(reason, sample, count = 1, group = "all") {
          addDropped(dropped, group, reason, count);
          if (sample === undefined) return;
          samples[reason] ??= createBottomKSample<string>(samplesPerReason, seed);
          samples[reason].add(sample, sample);
        },
      });
      if (reading === undefined) beforeStep("write the rows");
      written = await (reading ?? writer.finish(file));
      if (request.jsonLines) await writeJsonLines(sql, table, file, join(temporary, "rows.jsonl"));
    } finally {
      await reading?.catch(() => {});
      writer.close();
    }
    const manifest: PartManifest = {
      table: table.name,
      tableVersion: table.version,
      name,
      recipe,
      ...written,
      files: await fileHashes(temporary),
      dropped: droppedIn(dropped),
      samples: Object.fromEntries(
        Object.entries(samples).map(([reason, sample]) => [reason, sample.values()]),
      ),
    };
    beforeStep("write the manifest");
    await onDisk(temporary, () =>
      writeFile(join(temporary, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`),
    );
    beforeStep("publish");
    await publishFolder(temporary, final);
    return manifest;
  }

  async function checkFiles(part: PartManifest): Promise<string | undefined> {
    const partFolder = folderOf(part.table, part.recipe);
    try {
      if ((await readManifest(partFolder)) === undefined) return `${partFolder} is missing`;
      for (const [name, hash] of Object.entries(part.files)) {
        if ((await fileHash(join(partFolder, name))) !== hash) {
          return `${join(partFolder, name)} is not the file that its manifest names`;
        }
      }
      return undefined;
    } catch (error) {
      return unreadable(partFolder, error);
    }
  }

  const unreadable = (partFolder: string, error: unknown): string =>
    `${partFolder} can't be read: ${(error as Error).message}`;

  const filesOf = (parts: readonly PartManifest[]): readonly string[] =>
    parts.map((part) => join(folderOf(part.table, part.recipe), rowsFile));

  return {
    folder,
    async part(request) {
      const { table, name, inputs } = request;
      const recipe = hashOf([table.name, table.version, name, inputs]);
      const final = folderOf(table.name, recipe);
      return (await readManifest(final)) ?? (await build(request, recipe, final));
    },
    files: (dataset) => filesOf(dataset?.parts ?? []),
    folderOf: ({ table, recipe }) => folderOf(table, recipe),
    async remove({ table, recipe }) {
      const partFolder = folderOf(table, recipe);
      await onDisk(partFolder, async () => {
        await mkdir(temporaryFolder, { recursive: true });
        const aside = join(await mkdtemp(join(temporaryFolder, "removed-")), "part");
        await rename(partFolder, aside).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw error;
        });
        await rm(dirname(aside), { recursive: true, force: true });
      });
    },
    async others(kept, tables) {
      const keptFolders = new Set(kept.map(({ table, recipe }) => folderOf(table, recipe)));
      const names = tables?.map(({ name }) => name) ?? (await foldersIn(join(folder, "parts")));
      const stored = await Promise.all(
        names.map(async (table) =>
          (await foldersIn(tableFolder(table))).map((recipe) => ({ table, recipe })),
        ),
      );
      return stored.flat().filter(({ table, recipe }) => !keptFolders.has(folderOf(table, recipe)));
    },
    clearUnfinished: () =>
      onDisk(temporaryFolder, () => rm(temporaryFolder, { recursive: true, force: true })),
    rows: (table, { parts }) =>
      readParquetTable(sql, table, filesOf(parts.filter(({ rows }) => rows > 0))),
    checkFiles,
    async check(table, part) {
      const partFolder = folderOf(part.table, part.recipe);
      const fault = await checkFiles(part);
      if (fault !== undefined) return fault;
      try {
        const found = await hashParquet(sql, table, join(partFolder, rowsFile));
        return found.content === part.content
          ? undefined
          : `${partFolder} holds rows that differ from its manifest`;
      } catch (error) {
        return unreadable(partFolder, error);
      }
    },
  };
}
