import { readFileSync } from "node:fs";

/** What mining does at its core, without rules and reports, written by hand. */
export const bareQueries = ["search-buy", "co-buy"] as const;
export type BareQuery = (typeof bareQueries)[number];

/** Columns of the result, the same in every peer. */
export const bareColumns: Readonly<Record<BareQuery, readonly string[]>> = {
  "search-buy": ["site", "locale", "query", "head", "times", "customers", "clicks", "shows"],
  "co-buy": ["site", "head_a", "head_b", "times", "customers"],
};

/** SQL that DuckDB and Spark take alike; `events` and `heads` are to be there. */
export const bareText = (name: BareQuery | "heads"): string =>
  readFileSync(new URL(`./${name}.sql`, import.meta.url), "utf8");
