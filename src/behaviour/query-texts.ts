import { queryId } from "../domain/ids.ts";
import type { SqlSession } from "../sql/sql-session.ts";
import { normaliseQuery } from "../text/normalise.ts";
import { personalDataClass } from "../text/personal-data.ts";

/**
 * Makes the table `query_texts` for the steps: each way in which a query of `searches` was typed, with its normal
 * text, its id, a number that stands for the id, and the personal data in it. Normalising has one home, in JavaScript, and is not said again in
 * SQL: already lower case differs between the two.
 */
export async function createQueryTexts(session: SqlSession, signal: AbortSignal): Promise<void> {
  const { connection } = session;
  await connection.run(`CREATE OR REPLACE TEMP TABLE query_texts (
    site VARCHAR, locale VARCHAR, query VARCHAR, id VARCHAR, text VARCHAR, personal VARCHAR, number BIGINT)`);
  const typed = await connection.runAndReadAll(
    await session.handOver("SELECT DISTINCT site, locale, query FROM searches"),
  );
  const numbers = new Map<string, number>();
  const appender = await connection.createAppender("query_texts", null, "temp");
  for (const row of typed.getRows()) {
    signal.throwIfAborted();
    const [site = "", locale = "", query = ""] = row.map(String);
    const text = normaliseQuery(query);
    const id = queryId(site, locale, text);
    for (const value of [site, locale, query, id, text]) appender.appendVarchar(value);
    const personal = personalDataClass(query);
    if (personal === "none") appender.appendNull();
    else appender.appendVarchar(personal);
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    appender.appendBigInt(BigInt(number));
    appender.endRow();
  }
  appender.closeSync();
  await session.takeOver("query_texts");
}
