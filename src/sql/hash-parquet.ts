import { createHash } from "node:crypto";
import type { DuckDBValue } from "@duckdb/node-api";
import type { Table } from "../domain/table.ts";
import { type Sql, type SqlConnection, sqlParquet } from "./sql.ts";
import { keyColumns, rowText } from "./table-rows.ts";

export interface WrittenParquet {
  readonly rows: number;
  /** SHA-256 over the digests of all rows: the same whatever threads or engine made them. */
  readonly content: string;
}

/**
 * Reads a file back and hashes the table's own columns; the check behind `graph validate`. The file is in the order of
 * the key, so that equal keys stand side by side, and nothing is held in memory. Rows and keys are read at one time, on two
 * connections, which nobody interrupts: it takes as long as the file is read.
 * @throws Error where two rows have one key
 */
export async function hashParquet(sql: Sql, table: Table, file: string): Promise<WrittenParquet> {
  const stored = sqlParquet([file]);
  const [hashed, keys] = await Promise.allSettled([
    sql.use((connection) =>
      valuesOf(
        connection,
        `SELECT count(*), CAST(bit_xor(md5_number(${rowText(table)})) AS VARCHAR) FROM ${stored}`,
      ),
    ),
    sql.use((connection) => countRepeatedKeys(connection, table, stored)),
  ]);
  if (hashed.status === "rejected") throw hashed.reason;
  if (keys.status === "rejected") throw keys.reason;
  const [[rowCount, digests] = []] = hashed.value;
  const repeated = keys.value;
  const rows = Number(rowCount);
  if (repeated > 0) {
    throw new Error(
      `${table.name}: ${rows} rows but ${rows - repeated} different keys (${table.key.join(", ")})`,
    );
  }
  const content = createHash("sha256");
  content.update(JSON.stringify([Object.keys(table.columns), rows, digests]));
  return { rows, content: content.digest("hex") };
}

async function countRepeatedKeys(
  connection: SqlConnection,
  table: Table,
  stored: string,
): Promise<number> {
  // Rows come in the order of the file, which the engine otherwise feels free to change.
  await connection.run("SET preserve_insertion_order = true");
  const key = `struct_pack(${keyColumns(table)})`;
  const [[repeated] = []] = await valuesOf(
    connection,
    `SELECT count(CASE WHEN key = before THEN 1 END)
     FROM (SELECT ${key} AS key, lag(${key}) OVER () AS before FROM ${stored})`,
  );
  return Number(repeated);
}

const valuesOf = async (
  connection: SqlConnection,
  select: string,
): Promise<readonly (readonly DuckDBValue[])[]> =>
  (await connection.runAndReadAll(select)).getRows();
