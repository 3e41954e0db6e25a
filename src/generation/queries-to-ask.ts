import { queryVariants } from "../domain/tables/query-variants.ts";
import { type Files, type SqlConnection, sqlParquet, sqlText } from "../sql/sql.ts";
import type { SqlFileValue } from "../sql/sql-file.ts";
import { sqlTable } from "../sql/sql-rows.ts";
import { counted } from "../text/counted.ts";
import type { GenerationConfig } from "./generation-work.ts";

export interface VariantSources {
  readonly queries: Files;
  /** Which query each counts as; without files: each as itself. */
  readonly queryVariants: Files;
}

/** The queries that may be asked about: all, or of those that say the same in other words the one that they count as. */
export const queriesToAsk = (sources: VariantSources, oneOfVariants: boolean): SqlFileValue =>
  oneOfVariants
    ? {
        query: `SELECT * FROM ${sqlParquet(sources.queries.files)} WHERE id NOT IN (${others(sources)})`,
      }
    : sources.queries;

/** How many queries are left out for another, where those are asked about at all. */
export async function variantNotices(
  connection: SqlConnection,
  sources: VariantSources,
  { oneOfVariants, scopes }: Pick<GenerationConfig, "oneOfVariants" | "scopes">,
): Promise<readonly string[]> {
  if (!oneOfVariants || !(scopes.includes("query") || scopes.includes("pair"))) return [];
  const reader = await connection.runAndReadAll(
    `SELECT count(*) FROM ${sqlParquet(sources.queries.files)} WHERE id IN (${others(sources)})`,
  );
  const left = Number(reader.getRows()[0]?.[0]);
  return left === 0
    ? []
    : [
        `Not asked about, nor with the products bought after them, since each says the same as a query with more searches (one-of-variants): ${counted(left, "queries")}.`,
      ];
}

/** Of heads that are not asked about, since they count as another, that one by the id of the first. */
export async function askedInstead(
  connection: SqlConnection,
  sources: VariantSources,
  heads: readonly string[],
  oneOfVariants: boolean,
): Promise<ReadonlyMap<string, string>> {
  if (!oneOfVariants || heads.length === 0) return new Map();
  const reader = await connection.runAndReadAll(
    `SELECT query, head FROM ${sqlTable(queryVariants, sources.queryVariants)}
     WHERE query <> head AND query IN (${heads.map(sqlText).join(", ")})`,
  );
  return new Map(reader.getRows().map(([query, head]) => [String(query), String(head)]));
}

/** Those that count as another. */
const others = ({ queryVariants: variants }: VariantSources): string =>
  `SELECT query FROM ${sqlTable(queryVariants, variants)} WHERE query <> head`;
