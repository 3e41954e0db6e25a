import { queryId } from "../domain/ids.ts";
import type { Sql, SqlConnection } from "../sql/sql.ts";
import { normaliseQuery } from "../text/normalise.ts";
import { personalDataClass } from "../text/personal-data.ts";
import { type MiningSources, openSources } from "./mining-sources.ts";

/**
 * Makes the table `query_texts` for the steps: each way a query was typed, with its normal text, its
 * id and the personal data in it. Normalising has one home, in JavaScript, and is not said again in
 * SQL: already lower case differs between the two. Texts are streamed through, never all in memory.
 */
export async function createQueryTexts(
  sql: Sql,
  connection: SqlConnection,
  sources: MiningSources,
  signal: AbortSignal,
): Promise<void> {
  await connection.run(`CREATE TEMP TABLE query_texts (
    site VARCHAR, locale VARCHAR, query VARCHAR, id VARCHAR, text VARCHAR, personal VARCHAR)`);
  await sql.use(async (reader) => {
    await openSources(reader, sources);
    const appender = await connection.createAppender("query_texts", null, "temp");
    const result = await reader.stream(
      "SELECT DISTINCT site, locale, query FROM imported_events WHERE query IS NOT NULL",
    );
    for await (const rows of result.yieldRows()) {
      signal.throwIfAborted();
      for (const row of rows) {
        const [site = "", locale = "", query = ""] = row.map(String);
        const text = normaliseQuery(query);
        for (const value of [site, locale, query, queryId(site, locale, text), text]) {
          appender.appendVarchar(value);
        }
        const personal = personalDataClass(query);
        if (personal === "none") appender.appendNull();
        else appender.appendVarchar(personal);
        appender.endRow();
      }
    }
    appender.closeSync();
  });
}
