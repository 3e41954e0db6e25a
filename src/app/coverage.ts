import { edges, heads } from "../domain/tables/graph.ts";
import { queries } from "../domain/tables/queries.ts";
import type { Files, Sql } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { openLookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

/** How much of what shoppers look for the published graph knows something of. */
export interface Coverage {
  /** Queries that passed the gate; those with an edge, in whatever wording it stands. */
  readonly queries: number;
  readonly answeredQueries: number;
  /** How often these were searched. */
  readonly searches: number;
  readonly answeredSearches: number;
  readonly products: number;
  readonly answeredProducts: number;
}

/** Of the current version; null where none is published. */
export async function graphCoverage(workspace: Workspace): Promise<Coverage | null> {
  if ((await workspace.versions.current()) === undefined) return null;
  const lookup = await openLookup(workspace);
  return coverageIn(workspace.sql, {
    heads: { files: lookup.files(heads) },
    edges: { files: lookup.files(edges) },
    queries: { files: lookup.files(queries) },
  });
}

/** The same of these tables. */
export async function coverageIn(
  sql: Sql,
  tables: Readonly<Record<"heads" | "edges" | "queries", Files>>,
): Promise<Coverage> {
  const select = sqlFromFile(new URL("coverage.sql", import.meta.url), tables);
  const [row = []] = await sql.use(async (connection) =>
    (await connection.runAndReadAll(select)).getRowsJson(),
  );
  const [
    all = 0,
    answeredQueries = 0,
    searches = 0,
    answeredSearches = 0,
    products = 0,
    answeredProducts = 0,
  ] = row.map(Number);
  return { queries: all, answeredQueries, searches, answeredSearches, products, answeredProducts };
}
