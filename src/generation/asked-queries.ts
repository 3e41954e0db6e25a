import { queryVariants } from "../domain/tables/query-variants.ts";
import { type Files, sqlParquet } from "../sql/sql.ts";
import type { SqlFileValue } from "../sql/sql-file.ts";
import { sqlTable } from "../sql/sql-rows.ts";

export interface VariantSources {
  readonly queries: Files;
  /** Which query each counts as; without files: each as itself. */
  readonly queryVariants: Files;
}

/** The queries that may be asked about: all, or of those that say the same in other words the one that they count as. */
export const askedQueries = (
  { queries, queryVariants: variants }: VariantSources,
  oneOfVariants: boolean,
): SqlFileValue =>
  oneOfVariants
    ? {
        query: `SELECT * FROM ${sqlParquet(queries.files)} WHERE id NOT IN
          (SELECT query FROM ${sqlTable(queryVariants, variants)} WHERE query <> head)`,
      }
    : queries;
