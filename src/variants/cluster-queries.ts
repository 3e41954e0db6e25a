import type { Progress } from "../domain/progress.ts";
import type { Files, SqlConnection } from "../sql/sql.ts";
import { type SqlFileValue, sqlFromFile } from "../sql/sql-file.ts";
import { contradiction, shrinkage, wordingConfidence } from "./confidence.ts";
import { joinQueries } from "./join-queries.ts";
import { readCorrected } from "./read-corrected.ts";
import { readSimilarWords, readVocabulary } from "./read-vocabulary.ts";
import { readWordings } from "./read-wordings.ts";

export interface ClusterSources {
  readonly queries: Files;
  readonly products: Files;
  readonly queryProducts: Files;
}

export interface ClusterOptions {
  /** What joins: words that need no more, what shoppers choose whatever the words, or words and where these may mislead, both. */
  readonly by: "wording" | "behaviour" | "both";
  readonly leastSimilarity: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

type Values = Readonly<Record<string, SqlFileValue>>;

export const variantsSql = (name: string, values: Values = {}): string =>
  sqlFromFile(new URL(`./${name}.sql`, import.meta.url), values);

/**
 * Clusters queries. Makes the tables `judged_candidates` and `joined_queries`, in numbers of `ranked_queries`; `query-variants.sql`
 * has the rows.
 */
export async function clusterQueries(
  connection: SqlConnection,
  { queries, products, queryProducts }: ClusterSources,
  { by, leastSimilarity, signal, progress }: ClusterOptions,
): Promise<void> {
  const make = async (table: string, select: string): Promise<void> => {
    signal.throwIfAborted();
    await connection.run(`CREATE TEMP TABLE ${table} AS ${select}`);
  };
  await make("ranked_queries", variantsSql("ranked-queries", { queries }));
  const counted = await connection.runAndReadAll("SELECT count(*) FROM ranked_queries");
  const work = progress.started("read queries", "queries", Number(counted.getRows()[0]?.[0]));
  await readWordings(connection, signal, work.progressed);
  const isAsked = by === "wording" ? 0 : 1;
  await make("chosen_products", variantsSql("chosen-products", { queryProducts, isAsked }));
  if (by === "behaviour") await make("candidates", variantsSql("behaved-candidates"));
  else {
    await make("title_words", variantsSql("title-words", { products }));
    await readVocabulary(connection);
    await readSimilarWords(connection, signal);
    await make("corrections", variantsSql("corrections"));
    await readCorrected(connection, signal);
    await make("candidates", variantsSql("worded-candidates"));
  }
  await make("similarities", variantsSql("similarities", { shrinkage }));
  await make(
    "judged_candidates",
    variantsSql("judged-candidates", {
      ...wordingConfidence,
      leastSimilarity,
      contradictingTimes: contradiction.times,
      contradictingSimilarity: contradiction.similarity,
    }),
  );
  await joinQueries(connection, signal);
  work.finished();
}
