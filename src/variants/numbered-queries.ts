import type { SqlConnection } from "../sql/sql.ts";
import type { Wording } from "./wording.ts";

/** Rows that are read at once, between two looks at the signal. */
export const batchSize = 10_000;

/** A query by its number: from 0, in the order of searches. */
export type NumberedQuery = readonly [number: number, site: string, locale: string, text: string];

/** Under what queries are compared: those of one site and locale that rule out the same and have the same numbers. */
export const scopeOf = (site: string, locale: string, { guard }: Wording): string =>
  [site, locale, guard].join("\u001f");

/** The queries of `ranked_queries`, read in pieces: what is appended on a connection may not meet a stream that is open on it. */
export async function* numberedQueries(
  connection: SqlConnection,
  signal: AbortSignal,
): AsyncGenerator<NumberedQuery> {
  for (let last = -1; ; ) {
    signal.throwIfAborted();
    const reader = await connection.runAndReadAll(
      `SELECT number, site, locale, text FROM ranked_queries WHERE number > ${last} ORDER BY number LIMIT ${batchSize}`,
    );
    const rows = reader.getRows().map(([number, ...texts]): NumberedQuery => {
      const [site = "", locale = "", text = ""] = texts.map(String);
      return [Number(number), site, locale, text];
    });
    yield* rows;
    const end = rows.at(-1)?.[0];
    if (end === undefined) return;
    last = end;
  }
}
