import type { Scope } from "../domain/tables/scopes.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import type { HeadSources } from "./head.ts";
import type { TypeHeadSources, TypeLimits } from "./type-head.ts";
import { unaskedProducts } from "./unasked-products.ts";

/** Counts of what is not asked about, for product types beyond the limit may still explain it. */
export interface WaitingForTypes {
  readonly queries: number;
  readonly pairs: number;
}

/**
 * Counts them. What an edge explains already is not told apart: only the graph knows.
 * Reads the temporary tables `heads` and `query_heads` on the connection, where they are there.
 */
export async function waitingForTypes(
  connection: SqlConnection,
  sources: Pick<HeadSources, "pairs" | "queries"> & TypeHeadSources,
  settings: TypeLimits & { readonly scopes: readonly Scope[] },
): Promise<WaitingForTypes> {
  if (settings.limitTypes === null) return { queries: 0, pairs: 0 };
  for (const chosen of ["heads", "query_heads"]) {
    await connection.run(`CREATE TEMP TABLE IF NOT EXISTS ${chosen} (id VARCHAR)`);
  }
  const { pairs, queries, products } = sources;
  const select = sqlFromFile(new URL("./waiting-for-types.sql", import.meta.url), {
    ...{ pairs, queries, products },
    unaskedProducts: { query: unaskedProducts(sources, settings) },
    withQueries: settings.scopes.includes("query") ? 1 : 0,
    withPairs: settings.scopes.includes("pair") ? 1 : 0,
  });
  const [row = []] = (await connection.runAndReadAll(select)).getRows();
  const [ofQueries = 0, ofPairs = 0] = row.map(Number);
  return { queries: ofQueries, pairs: ofPairs };
}
