import type { Scope } from "../domain/tables/scopes.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

/** A claim before it is measured, with the words around it. */
export interface ClaimContext {
  readonly claim: string;
  readonly scope: Scope;
  readonly head: string;
  readonly relation: string;
  readonly tail: string;
  readonly sentences: number;
  readonly support: number;
  /** Candidates of the same head and relation with the same normal form. */
  readonly votes: number;
  readonly calls: readonly string[];
  readonly documentFrequency: number;
  /** Heads by product type among those with this tail, ascending; an untyped product is its own type. */
  readonly typeCounts: readonly number[];
  /** Product types of all heads that were asked about, counted in the same way. */
  readonly typesAsked: number;
  /** Query, product types and titles of the head, or the type and its titles, each once. */
  readonly context: readonly string[];
}

interface Files {
  readonly files: readonly string[];
}

export interface ContextSources {
  readonly tails: Files;
  readonly pairs: Files;
  readonly queries: Files;
  readonly products: Files;
  readonly productTypes: Files;
}

/** Claims in order of id, `batchSize` at a time. */
export async function* readClaimContexts(
  connection: SqlConnection,
  sources: ContextSources,
  batchSize: number,
): AsyncGenerator<readonly ClaimContext[]> {
  const sql = sqlFromFile(new URL("./claim-contexts.sql", import.meta.url), { ...sources });
  await connection.run("SET preserve_insertion_order = true");
  const result = await connection.stream(sql);
  let batch: ClaimContext[] = [];
  for await (const rows of result.yieldRowObjectJs()) {
    for (const row of rows) {
      batch.push({
        claim: String(row.claim),
        scope: row.scope as Scope,
        head: String(row.head),
        relation: String(row.relation),
        tail: String(row.tail),
        sentences: Number(row.sentences),
        support: Number(row.support),
        votes: Number(row.votes),
        calls: (row.calls as unknown[]).map(String),
        documentFrequency: Number(row.documentFrequency),
        typeCounts: ((row.typeCounts as unknown[] | null) ?? []).map(Number),
        typesAsked: Number(row.typesAsked),
        context: [...new Set((row.context as unknown[]).map(String))],
      });
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}
