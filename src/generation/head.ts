import type { Behaviour } from "../domain/tables/pairs.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

/** What a prompt shows of a pair. */
export interface Head {
  readonly id: string;
  readonly behaviour: Behaviour;
  /** searchBuy: the query. coBuy: the first product, as `described`. */
  readonly first: string;
  /** The query, or the first product's type. */
  readonly firstName: string;
  /** The product, or the second product, as `described`. */
  readonly second: string;
  /** The product's type, or the second product's. */
  readonly secondName: string;
}

interface Files {
  readonly files: readonly string[];
}

export interface HeadSources {
  readonly pairs: Files;
  readonly queries: Files;
  readonly products: Files;
  /** Heads to ask about beyond the limit; without files: none. */
  readonly requestedHeads: Files;
}

/** Hash buckets that heads are cut into: the unit of resume and of a day's increment. */
export const buckets: readonly string[] = [..."0123456789abcdef"];

/**
 * Makes the temporary table `heads` on the connection: the pairs to ask about, with their words.
 * With a limit, strata (behaviour and domain) take turns, and within one the seed draws the order:
 * a smaller limit is a subset of a larger one, so that raising it asks only for what is new. The view
 * `worded_pairs` beside it has all pairs.
 */
export async function selectHeads(
  connection: SqlConnection,
  { pairs, queries, products }: HeadSources,
  limit: number | null,
  seed: number,
): Promise<number> {
  const file = new URL("./select-heads.sql", import.meta.url);
  const values = { pairs, queries, products, seed, limit: limit ?? Number.MAX_SAFE_INTEGER };
  await connection.run(sqlFromFile(file, values));
  const counted = await connection.runAndReadAll("SELECT count(*) FROM heads");
  return Number(counted.getRows()[0]?.[0]);
}

/** The heads of one bucket in order of id. A bucket fits in memory. */
export async function readHeads(
  connection: SqlConnection,
  bucket: string,
): Promise<readonly Head[]> {
  const reader = await connection.runAndReadAll(
    `SELECT id, behaviour, first, firstName, second, secondName
     FROM heads WHERE substr(id, 6, 1) = '${bucket}' ORDER BY id`,
  );
  return reader.getRowObjectsJS() as unknown as readonly Head[];
}
