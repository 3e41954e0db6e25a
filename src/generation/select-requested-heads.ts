import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import type { HeadSources } from "./head.ts";

/** Pairs that are asked about on top of the limit, since their heads were asked for. */
export interface RequestedPairs {
  readonly pairs: number;
  /** Heads that were asked for, of all rounds. */
  readonly heads: number;
}

/**
 * Adds to the temporary table `heads` the pairs of heads that were asked for: round after round, those
 * that are not there yet, as many as the round allows. What one round added, every later run adds again.
 */
export async function selectRequestedHeads(
  connection: SqlConnection,
  { requestedHeads, pairs, products }: HeadSources,
): Promise<RequestedPairs> {
  if (requestedHeads.files.length === 0) return { pairs: 0, heads: 0 };
  const file = new URL("./select-requested-heads.sql", import.meta.url);
  await connection.run(sqlFromFile(file, { requestedHeads, pairs, products }));
  const counted = await connection.runAndReadAll(
    sqlFromFile(new URL("./requested-rounds.sql", import.meta.url), { requestedHeads }),
  );
  let added = 0;
  let heads = 0;
  for (const [round, allowed, headCount] of counted.getRows()) {
    const inserted = await connection.run(`
      INSERT INTO heads
      SELECT id, behaviour, first, firstName, second, secondName FROM requested_pairs
      WHERE round = ${Number(round)} AND id NOT IN (SELECT id FROM heads)
      ORDER BY turn, place, id LIMIT ${Number(allowed)}`);
    added += inserted.rowsChanged;
    heads += Number(headCount);
  }
  return { pairs: added, heads };
}
