import { sqlFromFile } from "../../sql/sql-file.ts";
import type { SqlParameters } from "../sql-step.ts";

/** What is asked of the relations of mining about `asked_pairs`: each a file in `sql/`. */
export const askedQueries = [
  "co-buys",
  "cut-pairs",
  "large-baskets",
  "months",
  "outcomes",
  "partners",
  "product-places",
  "products",
  "search-buys",
] as const;

export const askedQuery = (
  name: (typeof askedQueries)[number],
  parameters: SqlParameters,
): string => sqlFromFile(new URL(`sql/${name}.sql`, import.meta.url), parameters);
