import type { SqlConnection } from "../sql/sql.ts";
import { canBeMisspelt } from "../text/spelt-word.ts";
import { baseOf, wordingOf } from "../text/wording.ts";
import { numberedQueries, scopeOf } from "./numbered-queries.ts";
import { batchSize } from "./rows-in-pieces.ts";

/**
 * Makes the tables `wordings`, the keys of each query, and `spelt_words`, each word of a query that may be misspelt with the other
 * words of the query.
 */
export async function readWordings(
  connection: SqlConnection,
  signal: AbortSignal,
  progressed: (done: number) => void,
): Promise<void> {
  await connection.run(
    'CREATE TEMP TABLE wordings (number INTEGER, scope VARCHAR, letters VARCHAR, baseLetters VARCHAR, "order" VARCHAR, form VARCHAR, loose VARCHAR)',
  );
  await connection.run(
    "CREATE TEMP TABLE spelt_words (number INTEGER, scope VARCHAR, word VARCHAR, rest VARCHAR)",
  );
  const wordings = await connection.createAppender("wordings", null, "temp");
  const spelt = await connection.createAppender("spelt_words", null, "temp");
  let done = 0;
  for await (const [number, site, locale, text] of numberedQueries(connection, signal)) {
    const wording = wordingOf(text, locale);
    const scope = scopeOf(site, locale, wording);
    const { letters, baseLetters, order, form, loose, words } = wording;
    if (form !== "") {
      wordings.appendInteger(number);
      for (const key of [scope, letters, baseLetters, order, form, loose])
        wordings.appendVarchar(key);
      wordings.endRow();
    }
    const bases = words.map(baseOf(locale));
    for (const [place, word] of words.entries()) {
      if (!canBeMisspelt(word)) continue;
      spelt.appendInteger(number);
      for (const value of [scope, word, bases.toSpliced(place, 1).join(" ")]) {
        spelt.appendVarchar(value);
      }
      spelt.endRow();
    }
    done += 1;
    if (done % batchSize === 0) progressed(done);
  }
  wordings.closeSync();
  spelt.closeSync();
  progressed(done);
}
