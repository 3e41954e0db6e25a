import type { DuckDBAppender } from "@duckdb/node-api";
import type { RowOf, Table } from "../domain/table.ts";
import { hashParquet, type WrittenParquet } from "./hash-parquet.ts";
import { type Sql, type SqlConnection, sqlParquet, sqlText } from "./sql.ts";
import { sqlError } from "./sql-error.ts";
import {
  arrivedToStored,
  arrivingColumns,
  castToStored,
  chunkOf,
  orderByKey,
  rowFrom,
  storedToJson,
  storedToRows,
} from "./table-rows.ts";

const rowsPerChunk = 2048;

/** Collects rows and writes them as one sorted Parquet file. */
export interface ParquetWriter<Row> {
  write(row: Row): void;
  /** Writes the file; the writer can't be used afterwards. */
  finish(file: string): Promise<WrittenParquet>;
  /** Frees what was collected. Needed after `finish` too. */
  close(): void;
}

export async function openParquetWriter<T extends Table>(
  sql: Sql,
  table: T,
): Promise<ParquetWriter<RowOf<T>>> {
  const connection = await sql.connect();
  await connection.run(`CREATE TEMP TABLE arriving (${arrivingColumns(table)})`);
  const appender = await connection.createAppender("arriving", null, "temp");
  let waiting: RowOf<T>[] = [];
  return {
    write(row) {
      waiting.push(row);
      if (waiting.length === rowsPerChunk) {
        append(appender, table, waiting);
        waiting = [];
      }
    },
    async finish(file) {
      try {
        if (waiting.length > 0) append(appender, table, waiting);
        appender.closeSync();
        const arrived = `SELECT ${arrivedToStored(table)} FROM arriving`;
        await writeSorted(connection, table, arrived, file);
        return await hashParquet(sql, table, file);
      } catch (error) {
        throw sqlError(error);
      }
    },
    close: () => connection.closeSync(),
  };
}

function append<T extends Table>(
  appender: DuckDBAppender,
  table: T,
  rows: readonly RowOf<T>[],
): void {
  try {
    appender.appendDataChunk(chunkOf(table, rows));
    appender.flushSync();
  } catch (error) {
    throw sqlError(error);
  }
}

/**
 * Writes the rows of a query as a sorted Parquet file with the table's columns, found by name.
 * `connection` is the one on which the query's temporary tables live.
 */
export function writeParquetFromSelect(
  connection: SqlConnection,
  table: Table,
  select: string,
  file: string,
): Promise<void> {
  return writeSorted(connection, table, `SELECT ${castToStored(table)} FROM (${select})`, file);
}

async function writeSorted(
  connection: SqlConnection,
  table: Table,
  select: string,
  file: string,
): Promise<void> {
  const order = orderByKey(table);
  // The order must survive into the file, which the engine otherwise feels free to change.
  await connection.run("SET preserve_insertion_order = true");
  await connection.run(
    `COPY (SELECT * FROM (${select}) ORDER BY ${order}) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

/** Writes the rows of a Parquet file as JSON lines, in the same order. */
export function writeJsonLines(sql: Sql, table: Table, from: string, to: string): Promise<void> {
  return sql.use(async (connection) => {
    await connection.run("SET preserve_insertion_order = true");
    await connection.run(
      `COPY (SELECT ${storedToJson(table)} FROM ${sqlParquet([from])} ORDER BY ${orderByKey(table)}) TO ${sqlText(to)} (FORMAT json)`,
    );
  });
}

/**
 * Reads the rows of Parquet files that hold a table, a chunk at a time, file after file.
 * `clause` narrows them: `WHERE … ORDER BY … LIMIT …`.
 */
export async function* readParquetTable<T extends Table>(
  sql: Sql,
  table: T,
  files: readonly string[],
  clause = "",
): AsyncGenerator<RowOf<T>> {
  if (files.length === 0) return;
  const connection = await sql.connect();
  try {
    await connection.run("SET preserve_insertion_order = true");
    const result = await connection.stream(
      `SELECT ${storedToRows(table)} FROM ${sqlParquet(files)} ${clause}`,
    );
    for await (const rows of result.yieldRows()) {
      for (const values of rows) yield rowFrom(table, values);
    }
  } catch (error) {
    throw sqlError(error);
  } finally {
    connection.closeSync();
  }
}
