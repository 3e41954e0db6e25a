import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { sqlError } from "./sql-error.ts";

export interface SqlOptions {
  /** Worker threads of the engine. The rows of a result never depend on it. */
  readonly threads: number;
  /** What the engine may hold before it spills, such as `4GB`. */
  readonly memoryLimit: string;
  /** Where it spills. */
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

/** Opens the embedded engine. It never reaches for the network: extensions are not downloaded. */
export async function openSql(options: SqlOptions): Promise<Sql> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(options.threads),
    memory_limit: options.memoryLimit,
    temp_directory: options.temporaryFolder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    preserve_insertion_order: "false",
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
    close: () => instance.closeSync(),
  };
}

/** A text as an SQL literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `read_parquet([...])` over files that exist. */
export const sqlParquet = (files: readonly string[]): string =>
  `read_parquet([${files.map(sqlText).join(", ")}])`;
