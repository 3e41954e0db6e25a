import { join, resolve } from "node:path";
import { openStore, type Store } from "../artifact/store.ts";
import type { Progress } from "../domain/progress.ts";
import { openVersionStore, type VersionStore } from "../graph/version-store.ts";
import { lazySql } from "../sql/lazy-sql.ts";
import type { SparkSessions } from "../sql/spark/spark-sessions.ts";
import { removeStaleSpills } from "../sql/spill-folder.ts";
import { openSql, type Sql } from "../sql/sql.ts";
import type { AnyStage } from "../stage/stage.ts";
import { openStageRecords, type StageRecords } from "../stage/stage-record.ts";
import type { Configuration } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { type Imports, openImports } from "./imports.ts";
import { otherOwner, takeLock } from "./lock.ts";
import { openPorts, type Ports } from "./ports.ts";
import { recordsOfPresentParts } from "./present-parts.ts";
import { readConfiguration } from "./read-configuration.ts";
import {
  type HoldingLimits,
  joinedLimits,
  type RunLimits,
  readRunLimits,
  withRunLimits,
} from "./run-limits.ts";
import { sparkOf } from "./spark-of.ts";
import { listStages } from "./stages.ts";
import { workspaceFailure } from "./workspace-failure.ts";

/** A folder with `cosmo.yaml`, opened: configuration joined, stages listed, ports wired. */
export interface Workspace {
  readonly folder: string;
  readonly dataFolder: string;
  readonly stateFolder: string;
  /** As `cosmo.yaml` says, with `limits` in it. */
  readonly configuration: Configuration;
  readonly limits: HoldingLimits;
  readonly environment: Environment;
  readonly sql: Sql;
  readonly store: Store;
  readonly records: StageRecords;
  readonly imports: Imports;
  readonly versions: VersionStore;
  readonly ports: Ports;
  /** Where mining is computed, if the settings name it. */
  readonly spark: SparkSessions | undefined;
  readonly stages: readonly AnyStage[];
  /** Does work that writes, as the only one who does; clears what an interrupted command left first. */
  locked<Result>(work: () => Promise<Result>): Promise<Result>;
  /** The number of another process that is doing so now; null: none is. */
  busy(): Promise<number | null>;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  /** Default: the current folder. */
  readonly folder?: string | undefined;
  readonly environment: Environment;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Heads to ask about from now on; what is left out: as in the last run. */
  readonly limits?: RunLimits | undefined;
  /** Ask again, once, what has unusable answers alone. */
  readonly retryFailed?: boolean | undefined;
}

/** @throws CosmoError what `readConfiguration` and the ports throw */
async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { environment, progress, signal } = options;
  const folder = resolve(environment.currentFolder, options.folder ?? ".");
  const dataFolder = join(folder, "data");
  const written = await readConfiguration(folder);
  const limits = joinedLimits(await readRunLimits(dataFolder), options.limits ?? {});
  const configuration = withRunLimits(written, limits);
  const stateFolder = join(dataFolder, "state");
  // Not in the folder of unfinished parts, which is emptied while another process may only read.
  const spillFolder = join(dataFolder, "spill");
  const sql = lazySql(() =>
    openSql({
      threads: configuration.sql.threads,
      memoryLimit: configuration.sql.memoryLimit,
      temporaryFolder: spillFolder,
    }),
  );
  const spark = sparkOf(configuration, environment, spillFolder);
  const ports = await openPorts({
    folder,
    configuration,
    stateFolder,
    environment,
    progress,
    signal,
    retryFailed: options.retryFailed,
  });
  const stages = await listStages(folder, configuration, ports, spark).catch(async (error) => {
    await ports.close();
    throw error;
  });
  const store = openStore(dataFolder, sql);
  return {
    folder,
    dataFolder,
    stateFolder,
    configuration,
    limits,
    environment,
    sql,
    store,
    records: recordsOfPresentParts(openStageRecords(join(dataFolder, "stages")), store),
    imports: openImports(dataFolder),
    versions: openVersionStore(join(dataFolder, "graph")),
    ports,
    spark,
    stages,
    async locked(work) {
      const lock = await takeLock(join(dataFolder, "lock"));
      try {
        await store.clearUnfinished();
        await removeStaleSpills(spillFolder);
        return await work();
      } finally {
        await lock.release();
      }
    },
    busy: () => otherOwner(join(dataFolder, "lock")),
    async close() {
      try {
        await ports.close();
        await spark?.close();
      } finally {
        sql.close();
      }
    },
  };
}

/** Opens a workspace for one piece of work and closes it whatever happens. */
export async function withWorkspace<Result>(
  options: WorkspaceOptions,
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const folder = resolve(options.environment.currentFolder, options.folder ?? ".");
  try {
    const workspace = await openWorkspace(options);
    try {
      return await work(workspace);
    } finally {
      await workspace.close();
    }
  } catch (error) {
    throw workspaceFailure(error, folder);
  }
}
