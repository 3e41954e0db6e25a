import { createHash } from "node:crypto";
import type { Table } from "../domain/table.ts";
import { type SqlConnection, sqlParquet } from "./sql.ts";
import { sqlError } from "./sql-error.ts";
import { keyColumns, orderByKey, storedColumns } from "./table-rows.ts";

export interface WrittenParquet {
  readonly rows: number;
  /** SHA-256 over the rows in the order of the key: the same whatever threads or engine made them. */
  readonly content: string;
}

/**
 * Reads a file back and hashes the table's own columns, row after row; the check behind `graph
 * validate`. Equal keys stand side by side in the order of the key, so nothing is held in memory.
 * @throws Error where two rows have one key
 */
export async function hashParquet(
  connection: SqlConnection,
  table: Table,
  file: string,
): Promise<WrittenParquet> {
  const digest = createHash("sha256");
  let rows = 0;
  let keys = 0;
  try {
    const result = await connection.stream(
      `SELECT sha256(CAST(to_json(stored) AS VARCHAR)),
         CAST(to_json(struct_pack(${keyColumns(table)})) AS VARCHAR)
       FROM (SELECT ${storedColumns(table)} FROM ${sqlParquet([file])}) AS stored
       ORDER BY ${orderByKey(table)}`,
    );
    let before: unknown;
    for await (const chunk of result) {
      const [hashes, chunkKeys] = chunk.getColumns();
      digest.update((hashes ?? []).join(""));
      rows += chunk.rowCount;
      for (const key of chunkKeys ?? []) {
        if (key !== before) keys += 1;
        before = key;
      }
    }
  } catch (error) {
    throw sqlError(error);
  }
  if (rows !== keys) {
    throw new Error(
      `${table.name}: ${rows} rows but ${keys} different keys (${table.key.join(", ")})`,
    );
  }
  return { rows, content: digest.digest("hex") };
}
