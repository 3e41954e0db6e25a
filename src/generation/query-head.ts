import { shownQueries } from "../domain/tables/shown-queries.ts";
import { unexplainedHeads } from "../domain/tables/unexplained-heads.ts";
import type { Files, SqlConnection } from "../sql/sql.ts";
import { type SqlFileValue, sqlFromFile } from "../sql/sql-file.ts";
import { sqlRows } from "../sql/sql-rows.ts";
import type { QueryHead } from "./query-asks.ts";

export interface QueryHeadSources {
  readonly queries: SqlFileValue;
  /** What is shown of queries; without files: of none. */
  readonly shownQueries: Files;
  /** What product types left unexplained; without files: nothing. */
  readonly unexplainedHeads: Files;
}

/** Which queries are asked about. */
export interface QuerySelection {
  /** Null: all. Those that were taken up first come first: a larger limit is a superset. */
  readonly limitQueries: number | null;
  /** Those alone that product types left unexplained. */
  readonly unexplainedOnly: boolean;
}

/**
 * Makes the temporary table `query_heads` on the connection: the queries to ask about, with what is shown of
 * them. A query that does not pass the gate any more is not among them.
 */
export async function selectQueryHeads(
  connection: SqlConnection,
  sources: QueryHeadSources,
  { limitQueries, unexplainedOnly }: QuerySelection,
): Promise<number> {
  const { queries } = sources;
  const file = new URL("./query-head.sql", import.meta.url);
  const select = sqlFromFile(file, {
    queries,
    shownQueries: sqlRows(shownQueries, sources.shownQueries),
    unexplainedHeads: sqlRows(unexplainedHeads, sources.unexplainedHeads),
    unexplainedOnly: unexplainedOnly ? 1 : 0,
    limit: limitQueries ?? Number.MAX_SAFE_INTEGER,
  });
  await connection.run(`CREATE OR REPLACE TEMP TABLE query_heads AS ${select}`);
  const counted = await connection.runAndReadAll("SELECT count(*) FROM query_heads");
  return Number(counted.getRows()[0]?.[0]);
}

/** The queries of one bucket in order of id. */
export async function readQueryHeads(
  connection: SqlConnection,
  bucket: string,
): Promise<readonly QueryHead[]> {
  const reader = await connection.runAndReadAll(
    `SELECT id, text, name, titles FROM query_heads WHERE substr(id, 7, 1) = '${bucket}' ORDER BY id`,
  );
  return reader.getRowObjectsJS().map((row) => ({
    id: String(row["id"]),
    text: String(row["text"]),
    name: String(row["name"]),
    titles: (row["titles"] as readonly unknown[]).map(String),
  }));
}
