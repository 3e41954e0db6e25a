import type { SqlConnection } from "../sql/sql.ts";
import { wordingOf } from "../text/wording.ts";
import { numberedQueries, scopeOf } from "./numbered-queries.ts";

/**
 * Makes the table `corrected_wordings`: the form of queries whose unknown words are replaced by the likeliest known ones of
 * `corrections`, where all of them are.
 */
export async function readCorrected(connection: SqlConnection, signal: AbortSignal): Promise<void> {
  const known = new Map<string, string>();
  const corrections = await connection.runAndReadAll("SELECT word, other FROM corrections");
  for (const row of corrections.getRows()) known.set(String(row[0]), String(row[1]));
  await connection.run(
    "CREATE TEMP TABLE corrected_wordings (number INTEGER, scope VARCHAR, form VARCHAR, baseLetters VARCHAR)",
  );
  const appender = await connection.createAppender("corrected_wordings", null, "temp");
  for await (const [number, site, locale, text] of numberedQueries(connection, signal)) {
    const typed = wordingOf(text, locale);
    if (!typed.words.some((word) => known.has(word))) continue;
    const meant = wordingOf(typed.words.map((word) => known.get(word) ?? word).join(" "), locale);
    if (meant.guard !== typed.guard) continue;
    appender.appendInteger(number);
    for (const key of [scopeOf(site, locale, meant), meant.form, meant.baseLetters]) {
      appender.appendVarchar(key);
    }
    appender.endRow();
  }
  appender.closeSync();
}
