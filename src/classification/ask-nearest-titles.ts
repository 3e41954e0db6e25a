import type { Progress } from "../domain/progress.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { clusterConfidence } from "./confidence.ts";
import { nearestType, type TypedTitle } from "./nearest-titles.ts";

export interface AskOptions {
  readonly encoder: Encoder;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Titles that are asked about, and as many that are compared with them: a few minutes of an encoder. */
const titlesRead = 8000;
/** Titles of one type: more would say the same. */
const titlesPerType = 20;
/** Titles between two calls of the encoder, and between two reports of progress. */
const batchSize = 256;

/**
 * Asks of titles whose type is not sure which titles with a sure type are nearest, and proposes the type of most where that is
 * surer than what the tables `proposals` and `assigned_types` have. Of more titles than can be read, those are taken whose hash comes first.
 */
export async function askNearestTitles(
  connection: SqlConnection,
  { encoder, signal, progress }: AskOptions,
): Promise<void> {
  const titlesOf = async (select: string): Promise<readonly (readonly string[])[]> =>
    (await connection.runAndReadAll(select)).getRows().map((row) => row.map(String));
  const titled = "assigned_types JOIN catalogue_products ON id = product";
  const asked = await titlesOf(
    `SELECT DISTINCT title FROM ${titled} WHERE source = 'none' ORDER BY md5(title), title LIMIT ${titlesRead}`,
  );
  const known = await titlesOf(`
    WITH named AS (
      SELECT title, min(type) AS type FROM ${titled} WHERE type IS NOT NULL GROUP BY title
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY type ORDER BY md5(title), title) AS rank FROM named
    )
    SELECT title, type FROM ranked WHERE rank <= ${titlesPerType}
    ORDER BY rank, md5(title), title LIMIT ${titlesRead}`);
  if (asked.length === 0) return;
  const work = progress.started("compare titles", "titles", asked.length + known.length);
  let done = 0;
  const vectorsOf = async (titles: readonly string[]): Promise<readonly Float32Array[]> => {
    const vectors = await encoder.encode(titles, signal);
    done += titles.length;
    work.progressed(done);
    return vectors;
  };
  const typed: TypedTitle[] = [];
  for (let first = 0; first < known.length; first += batchSize) {
    const some = known.slice(first, first + batchSize);
    const vectors = await vectorsOf(some.map(([title = ""]) => title));
    for (const [at, vector] of vectors.entries()) typed.push({ vector, type: some[at]?.[1] ?? "" });
  }
  await connection.run(
    "CREATE TEMP TABLE nearest (title VARCHAR, type VARCHAR, votes INTEGER, confidence DOUBLE)",
  );
  const appender = await connection.createAppender("nearest", null, "temp");
  for (let first = 0; first < asked.length; first += batchSize) {
    const titles = asked.slice(first, first + batchSize).map(([title = ""]) => title);
    for (const [at, vector] of (await vectorsOf(titles)).entries()) {
      const found = nearestType(vector, typed);
      if (found === undefined) continue;
      appender.appendVarchar(titles[at] ?? "");
      appender.appendVarchar(found.type);
      appender.appendInteger(found.votes);
      appender.appendDouble(clusterConfidence(found.votes));
      appender.endRow();
    }
  }
  appender.closeSync();
  work.finished();
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE proposals AS
    SELECT
      assigned.product,
      CASE WHEN isNearer THEN 'cluster' ELSE proposal.source END AS source,
      CASE WHEN isNearer THEN nearest.type ELSE proposal.type END AS type,
      CASE WHEN isNearer THEN nearest.confidence ELSE proposal.confidence END AS confidence,
      CASE WHEN isNearer THEN concat(nearest.votes, ' of the ten nearest titles') ELSE proposal.reason END AS reason
    FROM (
      SELECT product, title, source = 'none' AS isAsked, confidence FROM ${titled}
    ) AS assigned
    LEFT JOIN proposals AS proposal ON proposal.product = assigned.product
    LEFT JOIN nearest ON nearest.title = assigned.title
    CROSS JOIN LATERAL (
      SELECT coalesce(isAsked AND nearest.confidence > assigned.confidence, false) AS isNearer
    )`);
}
