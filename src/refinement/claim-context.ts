import type { Scope } from "../domain/tables/scopes.ts";
import { shownQueries } from "../domain/tables/shown-queries.ts";
import type { Files, SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { sqlRows } from "../sql/sql-rows.ts";

/** A claim before it is measured, with the words around it. */
export interface ClaimContext {
  readonly claim: string;
  readonly scope: Scope;
  readonly head: string;
  readonly relation: string;
  readonly tail: string;
  readonly normalForm: string;
  readonly sentences: number;
  readonly support: number;
  /** Candidates of the same head and relation with the same normal form. */
  readonly votes: number;
  readonly calls: readonly string[];
  /** Heads of which it is said; a type and the same type with an attribute are one. */
  readonly documentFrequency: number;
  /** Heads by product type among those with this tail, ascending; an untyped product is its own type. */
  readonly typeCounts: readonly number[];
  /** Product types of all heads that were asked about, counted in the same way. */
  readonly typesAsked: number;
  /** Query, product types and titles that the head has or that were shown of it, or the type and its titles, each once. */
  readonly context: readonly string[];
}

export interface ContextSources {
  readonly tails: Files;
  readonly pairs: Files;
  readonly queries: Files;
  readonly products: Files;
  readonly productTypes: Files;
  /** What was shown of queries; without files: none was asked about. */
  readonly shownQueries: Files;
}

/** Claims in order of head and id, all of a head together, `batchSize` or somewhat more at a time. */
export async function* readClaimContexts(
  connection: SqlConnection,
  sources: ContextSources,
  batchSize: number,
): AsyncGenerator<readonly ClaimContext[]> {
  const sql = sqlFromFile(new URL("./claim-contexts.sql", import.meta.url), {
    ...sources,
    shownQueries: sqlRows(shownQueries, sources.shownQueries),
  });
  await connection.run("SET preserve_insertion_order = true");
  const result = await connection.stream(sql);
  let batch: ClaimContext[] = [];
  for await (const rows of result.yieldRowObjectJs()) {
    for (const row of rows) {
      if (batch.length >= batchSize && batch.at(-1)?.head !== String(row.head)) {
        yield batch;
        batch = [];
      }
      batch.push({
        claim: String(row.claim),
        scope: row.scope as Scope,
        head: String(row.head),
        relation: String(row.relation),
        tail: String(row.tail),
        normalForm: String(row.normalForm),
        sentences: Number(row.sentences),
        support: Number(row.support),
        votes: Number(row.votes),
        calls: (row.calls as unknown[]).map(String),
        documentFrequency: Number(row.documentFrequency),
        typeCounts: ((row.typeCounts as unknown[] | null) ?? []).map(Number),
        typesAsked: Number(row.typesAsked),
        context: [...new Set((row.context as unknown[]).map(String))],
      });
    }
  }
  if (batch.length > 0) yield batch;
}
