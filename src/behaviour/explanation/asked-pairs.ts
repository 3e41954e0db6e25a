import type { Behaviour } from "../../domain/tables/pairs.ts";
import { type SqlConnection, sqlText } from "../../sql/sql.ts";
import type { AskedPair } from "./explained-pair.ts";

/** Names the pairs for the queries that explain: `asked_pairs` (behaviour, head_a, head_b). */
export async function createAskedPairs(
  connection: SqlConnection,
  asked: readonly AskedPair[],
): Promise<void> {
  await connection.run(
    "CREATE OR REPLACE TEMP TABLE asked_pairs (behaviour VARCHAR, head_a VARCHAR, head_b VARCHAR)",
  );
  const appender = await connection.createAppender("asked_pairs", null, "temp");
  for (const { behaviour, headA, headB } of asked) {
    for (const value of [behaviour, headA, headB]) appender.appendVarchar(value);
    appender.endRow();
  }
  appender.closeSync();
}

const seenPairs = `
  SELECT 'searchBuy' AS behaviour, query AS head_a, head AS head_b FROM search_buy_counts
  UNION ALL
  SELECT 'coBuy' AS behaviour, head_a, head_b FROM co_buy_counts`;

/** The pair of this id, kept or cut; undefined where the log has none. */
export async function pairOfId(
  connection: SqlConnection,
  id: string,
): Promise<AskedPair | undefined> {
  const hash = "substr(sha256(concat_ws(chr(31), behaviour, head_a, head_b)), 1, 20)";
  const [found] = await pairsWhere(connection, `concat('pair_', ${hash}) = ${sqlText(id)}`);
  return found;
}

/** Every pair that was seen, kept or cut. */
export const allPairs = (connection: SqlConnection): Promise<readonly AskedPair[]> =>
  pairsWhere(connection, "true");

/** Those of the pairs that were seen. */
export async function seenOf(
  connection: SqlConnection,
  asked: readonly AskedPair[],
): Promise<readonly AskedPair[]> {
  await createAskedPairs(connection, asked);
  return pairsWhere(
    connection,
    "(behaviour, head_a, head_b) IN (SELECT (behaviour, head_a, head_b) FROM asked_pairs)",
  );
}

async function pairsWhere(
  connection: SqlConnection,
  condition: string,
): Promise<readonly AskedPair[]> {
  const reader = await connection.runAndReadAll(
    `SELECT behaviour, head_a, head_b FROM (${seenPairs}) AS seen WHERE ${condition}
      ORDER BY behaviour, head_a, head_b`,
  );
  return reader.getRowsJson().map(([behaviour, headA, headB]) => ({
    behaviour: String(behaviour) as Behaviour,
    headA: String(headA),
    headB: String(headB),
  }));
}

export interface CalledQuery {
  readonly id: string;
  readonly site: string;
  readonly locale: string;
  /** Whether the gate stops it: then not a word of it may be told, nor its id. */
  readonly isStopped: boolean;
}

/** The queries with this id or normal text, whether they pass the gate or not; the most searched first. */
export async function queriesCalled(
  connection: SqlConnection,
  idOrText: string,
): Promise<readonly CalledQuery[]> {
  const wanted = sqlText(idOrText);
  const reader = await connection.runAndReadAll(
    `SELECT id, site, locale, reason IS NOT NULL FROM query_decisions
      WHERE id = ${wanted} OR (text = ${wanted} AND text <> '')
      ORDER BY searches DESC, id`,
  );
  return reader.getRowsJson().map(([id, site, locale, isStopped]) => ({
    id: String(id),
    site: String(site),
    locale: String(locale),
    isStopped: isStopped === true,
  }));
}

/** The product under which a product is counted, by its id. */
export async function headsOf(
  connection: SqlConnection,
  products: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (products.length === 0) return new Map();
  const reader = await connection.runAndReadAll(
    `SELECT product, head FROM catalogue_heads WHERE product IN (${products.map(sqlText).join(", ")})`,
  );
  return new Map(reader.getRowsJson().map(([product, head]) => [String(product), String(head)]));
}
