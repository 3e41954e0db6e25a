import { type ShownQuery, shownQueries } from "../domain/tables/shown-queries.ts";
import { type Files, type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { sqlRows } from "../sql/sql-rows.ts";
import { type QueryHeadSources, type QuerySelection, selectQueryHeads } from "./query-head.ts";

export interface ShownQuerySources extends QueryHeadSources {
  readonly pairs: Files;
  readonly products: Files;
}

/**
 * What is to be shown of the queries of a selection of which nothing was shown yet, as one more round. Where
 * there is a limit, as many as it leaves.
 */
export async function newShownQueries(
  connection: SqlConnection,
  sources: ShownQuerySources,
  selection: QuerySelection,
  round: number,
): Promise<readonly ShownQuery[]> {
  const { limitQueries } = selection;
  const chosen = await selectQueryHeads(connection, sources, selection);
  const { files } = sources.pairs;
  const all = `SELECT headA FROM ${sqlParquet(files)} WHERE behaviour = 'searchBuy'`;
  const limit = limitQueries === null ? null : Math.max(0, limitQueries - chosen);
  return shownOf(connection, sources, { query: all }, limit, round);
}

/**
 * What is to be shown of these queries, where nothing was shown of them yet and they pass the gate.
 *
 * @param wanted selects ids of queries
 */
export async function shownOf(
  connection: SqlConnection,
  sources: ShownQuerySources,
  wanted: { readonly query: string },
  limit: number | null,
  round: number,
): Promise<readonly ShownQuery[]> {
  const { pairs, queries, products } = sources;
  const file = new URL("./new-shown-queries.sql", import.meta.url);
  const select = sqlFromFile(file, {
    pairs,
    queries,
    products,
    wanted,
    shownQueries: sqlRows(shownQueries, sources.shownQueries),
    limit: limit ?? Number.MAX_SAFE_INTEGER,
  });
  const reader = await connection.runAndReadAll(select);
  return reader.getRowObjectsJS().map((row, index) => ({
    id: String(row["id"]),
    round,
    place: index + 1,
    product: String(row["product"]),
    productType: row["productType"] === null ? null : String(row["productType"]),
    titles: (row["titles"] as readonly unknown[]).map(String),
  }));
}
