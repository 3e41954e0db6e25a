import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { foldersIn } from "../../artifact/folders-in.ts";
import type { StoredPart } from "../../artifact/store.ts";
import type { GraphVersion } from "../../graph/graph-version.ts";
import { isIndexOf } from "../../knowledge/index-manifest.ts";
import { partsOf } from "../../stage/stage-record.ts";
import { givenDatasets } from "../given-datasets.ts";
import { indexesFolder } from "../graph-index.ts";
import { stageStatuses } from "../stage-statuses.ts";
import type { Workspace } from "../workspace.ts";
import { sortedRecords } from "./kept-records.ts";

export interface PruningRequest {
  /** How many versions of the graph keep their rows, from the newest, 1 at the least; null: all. */
  readonly versions: number | null;
  /** Say what would be removed, and remove nothing. */
  readonly isPlan: boolean;
}

/** What is removed, or would be. */
export interface Pruned {
  readonly isPlan: boolean;
  /** By table, in the order of their names. */
  readonly parts: Readonly<Record<string, { readonly parts: number; readonly bytes: number }>>;
  /** Runs of stages in whose place later ones are. */
  readonly runs: number;
  /** Ids of versions of the graph whose rows go. */
  readonly versions: readonly string[];
  /** Stages that today's settings and imports have not been through: what they would replace stays. */
  readonly stale: readonly string[];
  /** Of all files together. */
  readonly bytes: number;
}

/**
 * Removes what nothing reads any more: parts of imports and runs in whose place others are, and the records of these runs; with
 * `versions` also rows and indexes of older versions of the graph, which the log names still. Models' answers, labels and
 * all other state stay. Of a stage that was stopped in its middle all parts stay. Stopped in the middle, the same call goes on.
 */
export async function pruneWorkspace(
  workspace: Workspace,
  { versions, isPlan }: PruningRequest,
): Promise<Pruned> {
  const { store, records, imports, dataFolder, environment } = workspace;
  const given = await givenDatasets(workspace);
  const statuses = await stageStatuses(workspace, given);
  const { kept, others } = await sortedRecords(records, statuses);
  const log = await workspace.versions.log();
  const keptVersions = log
    .slice(0, versions ?? log.length)
    .filter(({ prunedAt }) => prunedAt === undefined);
  const gone = log.filter((one) => one.prunedAt === undefined && !keptVersions.includes(one));
  const used: readonly StoredPart[] = [
    ...Object.values(given).flatMap(({ parts }) => parts),
    ...(await imports.list()).flatMap(({ rejectParts }) => rejectParts),
    ...kept.flatMap(partsOf),
    ...keptVersions.flatMap(({ tables }) => Object.values(tables).flatMap(({ parts }) => parts)),
  ];
  const unfinished = new Set(
    statuses
      .filter(({ state }) => state === "partial")
      .flatMap(({ stage }) => Object.values(stage.writes).map(({ name }) => name)),
  );
  const unused = (await store.others(used)).filter(({ table }) => !unfinished.has(table));
  const indexes = await indexesBut(dataFolder, keptVersions);
  const parts: Record<string, { parts: number; bytes: number }> = {};
  let bytes = 0;
  for (const part of unused.toSorted((a, b) => a.table.localeCompare(b.table))) {
    const size = await bytesIn(store.folderOf(part));
    const before = parts[part.table] ?? { parts: 0, bytes: 0 };
    parts[part.table] = { parts: before.parts + 1, bytes: before.bytes + size };
    bytes += size;
  }
  for (const index of indexes) bytes += await bytesIn(index);
  if (!isPlan) {
    // In this order, nothing that is named is gone wherever it is stopped.
    for (const record of others) await records.remove(record);
    await workspace.versions.prune(gone, environment.now());
    for (const part of unused) await store.remove(part);
    for (const index of indexes) await rm(index, { recursive: true, force: true });
  }
  const stale = statuses.filter(({ state }) => state === "stale" || state === "partial");
  return {
    ...{ isPlan, parts, bytes },
    ...{ runs: others.length, versions: gone.map(({ id }) => id) },
    stale: stale.map(({ stage }) => stage.name),
  };
}

/** Folders of indexes of other versions than these. */
async function indexesBut(
  dataFolder: string,
  kept: readonly GraphVersion[],
): Promise<readonly string[]> {
  const folder = indexesFolder(dataFolder);
  return (await foldersIn(folder))
    .filter((name) => !kept.some(({ content }) => isIndexOf(name, content)))
    .map((name) => join(folder, name));
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
