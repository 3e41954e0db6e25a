import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckDb } from "./duckdb.ts";
import { makeSpillFolder } from "./spill-folder.ts";
import { sqlError } from "./sql-error.ts";

export interface SqlOptions {
  /** Worker threads of the engine. The rows of a result never depend on it. */
  readonly threads: number;
  /** What the engine may hold before it spills, such as `4GB`. */
  readonly memoryLimit: string;
  /** Where it spills: into a folder of its own therein, made now and removed by `close`. */
  readonly temporaryFolder: string;
}

/** A connection with its own temporary tables. */
export type SqlConnection = DuckDBConnection;

/** One in-memory DuckDB. Connections are cheap: each task takes its own. */
export interface Sql {
  /** Runs `task` on a connection of its own, which is closed afterwards. */
  use<Result>(task: (connection: SqlConnection) => Promise<Result>): Promise<Result>;
  /** Opens a connection that the caller closes. */
  connect(): Promise<SqlConnection>;
  close(): void;
}

/**
 * Opens the embedded engine. It never reaches for the network: extensions are not downloaded.
 * @throws CosmoError MEMORY_LIMIT, DISK_FULL or NOT_WRITABLE, from `use`
 */
export async function openSql(options: SqlOptions): Promise<Sql> {
  const spill = makeSpillFolder(options.temporaryFolder);
  const instance = await createInstance(options, spill.path).catch((error) => {
    spill.remove();
    throw sqlError(error);
  });
  return {
    async use(task) {
      const connection = await instance.connect();
      try {
        return await task(connection);
      } catch (error) {
        throw sqlError(error);
      } finally {
        connection.closeSync();
      }
    },
    connect: () => instance.connect(),
    close() {
      instance.closeSync();
      spill.remove();
    },
  };
}

const createInstance = (options: SqlOptions, spillFolder: string): Promise<DuckDBInstance> =>
  duckDb().DuckDBInstance.create(":memory:", {
    threads: String(options.threads),
    memory_limit: options.memoryLimit,
    temp_directory: spillFolder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    preserve_insertion_order: "false",
  });

/** A text as an SQL literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The Parquet files of a dataset; none where nothing was written yet. */
export interface Files {
  readonly files: readonly string[];
}

/**
 * `read_parquet([...])` over files that exist. A folder on the way to them that is called `key=value`
 * is a folder, not a column.
 */
export const sqlParquet = (files: readonly string[]): string =>
  `read_parquet([${files.map(sqlText).join(", ")}], hive_partitioning = false)`;
