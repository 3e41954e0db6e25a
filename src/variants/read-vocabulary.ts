import type { SqlConnection } from "../sql/sql.ts";
import { deletionsOf, misspeltBy } from "../text/spelt-word.ts";
import { baseOf } from "../text/wording.ts";
import { rowsInPieces } from "./rows-in-pieces.ts";

/**
 * Makes the table `vocabulary`: words of queries that may be misspelt, each with whether titles say it in one form or another; and
 * `deletions` of them.
 */
export async function readVocabulary(connection: SqlConnection): Promise<void> {
  const english = baseOf("en");
  const said = new Set<string>();
  const titled = await connection.runAndReadAll("SELECT word FROM title_words");
  for (const [word] of titled.getRows()) said.add(String(word)).add(english(String(word)));
  await connection.run("CREATE TEMP TABLE vocabulary (word VARCHAR, isKnown BOOLEAN)");
  await connection.run("CREATE TEMP TABLE deletions (word VARCHAR, deletion VARCHAR)");
  const vocabulary = await connection.createAppender("vocabulary", null, "temp");
  const deletions = await connection.createAppender("deletions", null, "temp");
  const words = await connection.runAndReadAll(
    "SELECT DISTINCT word FROM spelt_words ORDER BY word",
  );
  for (const [value] of words.getRows()) {
    const word = String(value);
    vocabulary.appendVarchar(word);
    vocabulary.appendBoolean(said.has(word) || said.has(english(word)));
    vocabulary.endRow();
    for (const deletion of deletionsOf(word)) {
      deletions.appendVarchar(word);
      deletions.appendVarchar(deletion);
      deletions.endRow();
    }
  }
  vocabulary.closeSync();
  deletions.closeSync();
}

/**
 * Makes the table `similar_words`: which words may be each other misspelt, both ways. Many more share a deletion than are:
 * they are read in pieces.
 */
export async function readSimilarWords(
  connection: SqlConnection,
  signal: AbortSignal,
): Promise<void> {
  await connection.run(
    "CREATE TEMP TABLE similar_words (word VARCHAR, other VARCHAR, distance INTEGER, isSameStart BOOLEAN)",
  );
  await connection.run(
    `CREATE TEMP TABLE near_words AS
     SELECT word, other, row_number() OVER () - 1 AS place FROM (
       SELECT DISTINCT one.word, other.word AS other FROM deletions AS one
       JOIN deletions AS other ON other.deletion = one.deletion AND other.word > one.word
     )`,
  );
  const appender = await connection.createAppender("similar_words", null, "temp");
  const near = rowsInPieces(
    connection,
    signal,
    (from, before) =>
      `SELECT word, other FROM near_words WHERE place >= ${from} AND place < ${before}`,
  );
  for await (const row of near) {
    const [one = "", other = ""] = row.map(String);
    const distance = misspeltBy(one, other);
    if (distance === undefined) continue;
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      appender.appendVarchar(from);
      appender.appendVarchar(to);
      appender.appendInteger(distance);
      appender.appendBoolean(one[0] === other[0]);
      appender.endRow();
    }
  }
  appender.closeSync();
  await connection.run("DROP TABLE near_words");
}
