import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { type HeadSources, type PairSelection, selectHeads } from "./head.ts";
import { selectRequestedHeads } from "./select-requested-heads.ts";

/** Of heads that wait, in their order, those that are known, and of these those with something left to ask. */
export interface WaitingHeads {
  readonly known: readonly string[];
  readonly unasked: readonly string[];
}

/**
 * Looks which heads a further round is worth for: queries that passed the gate and products of the
 * catalogue, some of whose pairs neither the limit nor an earlier round has chosen.
 */
export async function waitingHeads(
  connection: SqlConnection,
  sources: HeadSources,
  selection: PairSelection,
  waiting: readonly string[],
): Promise<WaitingHeads> {
  await selectHeads(connection, sources, selection);
  await selectRequestedHeads(connection, sources);
  await connection.run("CREATE OR REPLACE TEMP TABLE waiting (head VARCHAR, place UINTEGER)");
  const appender = await connection.createAppender("waiting", null, "temp");
  for (const [place, head] of waiting.entries()) {
    appender.appendVarchar(head);
    appender.appendUInteger(place);
    appender.endRow();
  }
  appender.closeSync();
  const { pairs, queries, products } = sources;
  const file = new URL("./waiting-heads.sql", import.meta.url);
  const found = await connection.runAndReadAll(sqlFromFile(file, { pairs, queries, products }));
  const rows = found.getRows().map(([head, unasked]) => ({ head: String(head), unasked }));
  return {
    known: rows.map(({ head }) => head),
    unasked: rows.filter(({ unasked }) => unasked === true).map(({ head }) => head),
  };
}
