import type { Behaviour } from "../domain/tables/pairs.ts";
import { unexplainedHeads } from "../domain/tables/unexplained-heads.ts";
import type { Files, SqlConnection } from "../sql/sql.ts";
import { type SqlFileValue, sqlFromFile } from "../sql/sql-file.ts";
import { sqlTable } from "../sql/sql-rows.ts";

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

export interface HeadSources {
  readonly pairs: Files;
  readonly queries: SqlFileValue;
  readonly products: Files;
  /** Heads to ask about beyond the limit; without files: none. */
  readonly requestedHeads: Files;
  /** What product types left unexplained; without files: nothing. */
  readonly unexplainedHeads: Files;
}

/** Hash buckets that heads are cut into: the unit of resume and of a day's increment. */
export const buckets: readonly string[] = [..."0123456789abcdef"];

/** Which pairs are asked about, beside those that were asked of the server. */
export interface PairSelection {
  /** Null: all. */
  readonly limitPairs: number | null;
  readonly seed: number;
  /** Those alone that product types left unexplained, as runs took them up. */
  readonly unexplainedOnly: boolean;
}

/**
 * Makes the temporary table `heads` on the connection: the pairs to ask about, with their words.
 * With a limit, strata (behaviour and domain) take turns, and within one the seed draws the order:
 * a smaller limit is a subset of a larger one, so that raising it asks only for what is new. Unexplained
 * ones come in the order in which they were taken up. The views `worded_pairs` and `ordered_pairs` beside it
 * have all pairs.
 */
export async function selectHeads(
  connection: SqlConnection,
  { pairs, queries, products, unexplainedHeads: taken }: HeadSources,
  { limitPairs, seed, unexplainedOnly }: PairSelection,
): Promise<number> {
  const file = new URL("./select-heads.sql", import.meta.url);
  const inOrder = unexplainedOnly ? unexplainedPairs(taken) : allPairs;
  const chosen = { query: `${inOrder} LIMIT ${limitPairs ?? Number.MAX_SAFE_INTEGER}` };
  const values = { pairs, queries, products, seed, chosen };
  await connection.run(sqlFromFile(file, values));
  const counted = await connection.runAndReadAll("SELECT count(*) FROM heads");
  return Number(counted.getRows()[0]?.[0]);
}

const allPairs = "SELECT * FROM ordered_pairs ORDER BY turn, domain, behaviour";

const unexplainedPairs = (taken: Files): string =>
  `SELECT worded.* FROM worded_pairs AS worded
   JOIN ${sqlTable(unexplainedHeads, taken)} AS taken ON taken.kind = 'pair' AND taken.head = worded.id
   ORDER BY taken.round, taken.place`;

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
