import type { SqlConnection } from "../sql/sql.ts";
import type { Wording } from "../text/wording.ts";
import { rowsInPieces } from "./rows-in-pieces.ts";

/** A query by its number: from 0, in the order of searches. */
export type NumberedQuery = readonly [number: number, site: string, locale: string, text: string];

/** Under what queries are compared: those of one site and locale that rule out the same and have the same numbers. */
export const scopeOf = (site: string, locale: string, { guard }: Wording): string =>
  [site, locale, guard].join("\u001f");

/** The queries of `ranked_queries`, in their order. */
export async function* numberedQueries(
  connection: SqlConnection,
  signal: AbortSignal,
): AsyncGenerator<NumberedQuery> {
  const rows = rowsInPieces(
    connection,
    signal,
    (from, before) =>
      `SELECT number, site, locale, text FROM ranked_queries
       WHERE number >= ${from} AND number < ${before} ORDER BY number`,
  );
  for await (const [number, ...texts] of rows) {
    const [site = "", locale = "", text = ""] = texts.map(String);
    yield [Number(number), site, locale, text];
  }
}
