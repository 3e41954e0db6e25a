import type { Table } from "../domain/table.ts";
import type { Files, Sql, SqlConnection } from "./sql.ts";

/** A value of a small result; whole numbers may come as text. */
export type SqlValue = string | number | boolean | null;

/**
 * Temporary relations of one task on one engine, made one out of the other by SELECTs that both engines read.
 * @throws CosmoError SPARK_… from every method, where the engine is Spark
 */
export interface SqlSession {
  readonly engine: "duckdb" | "spark";
  /** DuckDB, which reads what is handed over and writes parts. Where it is the engine, relations are its own temporary ones. */
  readonly connection: SqlConnection;
  /** What stands behind FROM for the rows of a table in Parquet files; without files there are none. */
  from(table: Table, files: Files): Promise<string>;
  /** Runs a statement that the engine writes in its own way: a macro, a function. */
  run(statement: string): Promise<void>;
  /** Makes a relation: a table is computed once, a view is a name for its text. */
  create(as: "table" | "view", name: string, select: string): Promise<void>;
  /** Forgets a relation, with what it holds: the name can be made again. Those that select from it go first. */
  drop(as: "table" | "view", name: string): Promise<void>;
  /** A small result, row by row. */
  rows(select: string): Promise<readonly Readonly<Record<string, SqlValue>>[]>;
  /** Has the rows of a query ready for DuckDB: a query for them on `connection`, which holds until the next. */
  handOver(select: string): Promise<string>;
  /** Lets queries of the session select from a temporary table of `connection`. */
  takeOver(name: string): Promise<void>;
}

/** Opens a session for each task, and ends what the engine does for it once `signal` aborts. */
export interface SqlSessions {
  use<Result>(
    sql: Sql,
    signal: AbortSignal,
    task: (session: SqlSession) => Promise<Result>,
  ): Promise<Result>;
}
