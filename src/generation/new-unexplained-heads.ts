import { edges, heads } from "../domain/tables/graph.ts";
import type { Scope } from "../domain/tables/scopes.ts";
import { type ShownQuery, shownQueries } from "../domain/tables/shown-queries.ts";
import { type UnexplainedHead, unexplainedHeads } from "../domain/tables/unexplained-heads.ts";
import type { Files, SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { sqlRows } from "../sql/sql-rows.ts";
import { type HeadSources, selectHeads } from "./head.ts";
import { type ShownQuerySources, shownOf } from "./new-shown-queries.ts";
import { selectRequestedHeads } from "./select-requested-heads.ts";
import type { TypeLimits } from "./type-head.ts";
import { unaskedProducts } from "./unasked-products.ts";

export interface UnexplainedSources extends HeadSources, ShownQuerySources {
  /** Which of them are asked about, the settings say. */
  readonly productTypes: Files;
  /** Tables of the graph that is to explain; without files it explains nothing. */
  readonly edges: Files;
  readonly graphHeads: Files;
}

export interface UnexplainedSettings extends TypeLimits {
  readonly scopes: readonly Scope[];
  readonly limitQueries: number | null;
  readonly limitPairs: number | null;
  readonly seed: number;
}

/** The rounds that what is found is to be of, from 1. */
export interface UnexplainedRounds {
  readonly unexplained: number;
  readonly shown: number;
}

export interface NewUnexplained {
  readonly heads: readonly UnexplainedHead[];
  /** What is shown of queries among them, and of those of which it was lost. */
  readonly shown: readonly ShownQuery[];
}

const file = (name: string): URL => new URL(`./${name}.sql`, import.meta.url);

/**
 * Queries and pairs that a graph leaves unexplained and that are not asked about yet, as many as the limits
 * leave. A query is unexplained when it has no edge, a pair when its ends lead to no common intent. Where queries are
 * asked about, the search-buy pairs of those that are leave it at that. What a type may still explain that is beyond the
 * limit of types waits for it.
 *
 * @param leavesPairs whether the pairs of queries that are new here are left out too. They are not where one wants
 *   to know how many pairs there may be at most: types may still explain the query
 */
export async function newUnexplainedHeads(
  connection: SqlConnection,
  sources: UnexplainedSources,
  settings: UnexplainedSettings,
  rounds: UnexplainedRounds,
  leavesPairs: boolean,
): Promise<NewUnexplained> {
  const { scopes, limitQueries, limitPairs, seed } = settings;
  const { pairs, queries, products } = sources;
  const known = {
    unaskedProducts: { query: unaskedProducts(sources, settings) },
    edges: sqlRows(edges, sources.edges),
    unexplainedHeads: sqlRows(unexplainedHeads, sources.unexplainedHeads),
  };
  const found: UnexplainedHead[] = [];
  const add = async (kind: UnexplainedHead["kind"], select: string): Promise<void> => {
    const rows = (await connection.runAndReadAll(select)).getRows();
    for (const [index, [head]] of rows.entries()) {
      found.push({ round: rounds.unexplained, place: index + 1, kind, head: String(head) });
    }
  };
  await connection.run("CREATE OR REPLACE TEMP TABLE asked_queries (id VARCHAR)");
  await connection.run("CREATE OR REPLACE TEMP TABLE new_queries (head VARCHAR, purchases BIGINT)");
  if (scopes.includes("query")) {
    const values = { ...known, pairs, queries, products };
    const taken = sqlFromFile(file("taken-queries"), {
      ...values,
      shownQueries: sqlRows(shownQueries, sources.shownQueries),
      limit: left(limitQueries, 0),
    });
    const { rowsChanged } = await connection.run(`INSERT INTO asked_queries ${taken}`);
    const limit = left(limitQueries, rowsChanged);
    const unexplained = sqlFromFile(file("new-unexplained-queries"), { ...values, limit });
    await connection.run(`INSERT INTO new_queries ${unexplained}`);
    await add("query", "SELECT head FROM new_queries ORDER BY purchases DESC, head");
  }
  // Of those that were taken up before, something is to be shown where what was shown of them is lost.
  const wanted = { query: "SELECT id FROM asked_queries UNION SELECT head FROM new_queries" };
  const shown = await shownOf(connection, sources, wanted, null, rounds.shown);
  if (scopes.includes("pair")) {
    const selection = { limitPairs, seed, unexplainedOnly: true };
    const limit = left(limitPairs, await selectHeads(connection, sources, selection));
    await selectRequestedHeads(connection, sources);
    const graphHeads = sqlRows(heads, sources.graphHeads);
    const askedQueries = leavesPairs ? wanted : { query: "SELECT id FROM asked_queries" };
    const values = { ...known, pairs, graphHeads, askedQueries, limit };
    await add("pair", sqlFromFile(file("new-unexplained-pairs"), values));
  }
  return { heads: found, shown };
}

const left = (limit: number | null, chosen: number): number =>
  limit === null ? Number.MAX_SAFE_INTEGER : Math.max(0, limit - chosen);
