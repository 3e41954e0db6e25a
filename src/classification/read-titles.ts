import type { SqlConnection } from "../sql/sql.ts";
import { categoryNames } from "./category-name.ts";
import { titleWords } from "./title-words.ts";

/**
 * Makes the table `title_words` of the table `titles`: words are read in JavaScript, once for each title, which is streamed
 * through and never all in memory.
 */
export async function readTitles(
  connection: SqlConnection,
  signal: AbortSignal,
  progressed: (done: number) => void,
): Promise<void> {
  await connection.run(
    "CREATE TEMP TABLE title_words (title BIGINT, nth INTEGER, key VARCHAR, word VARCHAR, place VARCHAR, before VARCHAR)",
  );
  const appender = await connection.createAppender("title_words", null, "temp");
  let done = 0;
  for await (const [number, title, maker] of inBatches(connection, signal)) {
    for (const [at, one] of titleWords(title, maker).entries()) {
      appender.appendBigInt(number);
      appender.appendInteger(at);
      appender.appendVarchar(one.key);
      appender.appendVarchar(one.word);
      for (const text of [one.place, one.before]) {
        if (text === null) appender.appendNull();
        else appender.appendVarchar(text);
      }
      appender.endRow();
    }
    done += 1;
    if (done % batchSize === 0) progressed(done);
  }
  appender.closeSync();
  progressed(done);
}

const batchSize = 10_000;

type NumberedTitle = readonly [number: bigint, title: string, maker: string];

/** Read in pieces: what is appended on a connection may not meet a stream that is open on it. */
async function* inBatches(
  connection: SqlConnection,
  signal: AbortSignal,
): AsyncGenerator<NumberedTitle> {
  for (let last = 0n; ; ) {
    signal.throwIfAborted();
    const reader = await connection.runAndReadAll(
      `SELECT number, title, maker FROM titles WHERE number > ${last} ORDER BY number LIMIT ${batchSize}`,
    );
    const rows = reader.getRows() as unknown as readonly NumberedTitle[];
    yield* rows;
    const end = rows.at(-1)?.[0];
    if (end === undefined) return;
    last = end;
  }
}

/** Makes the table `category_names`: what categories, and types that the import names, call things, each once. */
export async function readCategories(connection: SqlConnection): Promise<void> {
  await connection.run(
    "CREATE TEMP TABLE category_names (category VARCHAR, part INTEGER, name VARCHAR, key VARCHAR, whole VARCHAR)",
  );
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT unnest(categoryPath) FROM catalogue_products
     UNION SELECT DISTINCT productType FROM catalogue_products WHERE productType IS NOT NULL`,
  );
  const appender = await connection.createAppender("category_names", null, "temp");
  for (const [category] of reader.getRows()) {
    for (const [part, { name, key, whole }] of categoryNames(String(category)).entries()) {
      appender.appendVarchar(String(category));
      appender.appendInteger(part);
      appender.appendVarchar(name);
      appender.appendVarchar(key);
      if (whole === null) appender.appendNull();
      else appender.appendVarchar(whole);
      appender.endRow();
    }
  }
  appender.closeSync();
}
