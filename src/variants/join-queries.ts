import type { SqlConnection } from "../sql/sql.ts";
import { spellingDistance } from "../text/spelling-distance.ts";
import { rowsInPieces } from "./rows-in-pieces.ts";

/**
 * Makes the table `joined_queries`: queries are taken in the order of searches, and each is joined to the likeliest of its candidates
 * that is joined to none itself. So all of a cluster were compared with its head, and no chain of members leads away from it.
 */
export async function joinQueries(connection: SqlConnection, signal: AbortSignal): Promise<void> {
  await connection.run(
    "CREATE TEMP TABLE joined_queries (number INTEGER, head INTEGER, way VARCHAR, editDistance INTEGER, similarity DOUBLE, confidence DOUBLE)",
  );
  await connection.run(
    `CREATE TEMP TABLE fitting_candidates AS
     SELECT row_number() OVER (ORDER BY number, confidence DESC, head) - 1 AS place, number, head, way, similarity, confidence
     FROM judged_candidates WHERE fate IS NULL`,
  );
  const joined = new Set<number>();
  const appender = await connection.createAppender("joined_queries", null, "temp");
  const fitting = rowsInPieces(
    connection,
    signal,
    (from, before) =>
      `SELECT fitting.number, fitting.head, way, similarity, confidence, own.text, head.text
       FROM fitting_candidates AS fitting
       JOIN ranked_queries AS own ON own.number = fitting.number
       JOIN ranked_queries AS head ON head.number = fitting.head
       WHERE place >= ${from} AND place < ${before} ORDER BY place`,
  );
  for await (const [own, other, way, similarity, confidence, text, headText] of fitting) {
    const [number, head] = [Number(own), Number(other)];
    if (joined.has(number) || joined.has(head)) continue;
    joined.add(number);
    appender.appendInteger(number);
    appender.appendInteger(head);
    appender.appendVarchar(String(way));
    appender.appendInteger(spellingDistance(String(text), String(headText)) ?? 0);
    if (similarity === null) appender.appendNull();
    else appender.appendDouble(Number(similarity));
    appender.appendDouble(Number(confidence));
    appender.endRow();
  }
  appender.closeSync();
}
