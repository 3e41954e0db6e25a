import type { events } from "../domain/tables/events.ts";
import {
  dayDigests,
  type eventDays,
  replacedDays as replacedDaysTable,
} from "../domain/tables/observed.ts";
import type { Sql, SqlConnection } from "../sql/sql.ts";
import { sqlParquet, sqlText } from "../sql/sql.ts";
import { sqlTable } from "../sql/sql-rows.ts";
import type { SqlSession } from "../sql/sql-session.ts";
import type { DatasetReader, DatasetWriter } from "../stage/stage.ts";
import type { EventDay } from "./spans.ts";

/** Hashes are added up below it, so that they stay whole numbers to JavaScript too. */
const digestBelow = 2 ** 52;

/** Looks at every imported part once, ever: which days it holds, and what of them. */
export async function writeEventDays(
  sql: Sql,
  imported: DatasetReader<typeof events>,
  written: DatasetWriter<typeof eventDays>,
): Promise<void> {
  for (const [place, file] of imported.files.entries()) {
    const content = imported.parts[place]?.content;
    await written.part(`part ${place}`, content, (draft) =>
      sql.use((connection) => draft.writeSelect(connection, daysOfFile(file))),
    );
  }
}

const daysOfFile = (file: string): string => `
  SELECT CAST(day AS VARCHAR) AS day, site, sku, events, digest
  FROM (
    SELECT
      CAST(time AS DATE) AS day,
      site,
      coalesce(product, '') AS sku,
      count(*) AS events,
      CAST(sum(hash(id, time, site, locale, session, customer, kind, "queryId", query, product, position, quantity)
        % ${digestBelow}) % ${digestBelow} AS BIGINT) AS digest
    FROM ${sqlParquet([file])}
    GROUP BY CAST(time AS DATE), site, coalesce(product, '')
  ) AS days`;

/**
 * Days of which an imported part does not count, since a later import stands alone for them: the table
 * `replaced` (part, site, day) of the connection.
 */
export async function createReplaced(
  connection: SqlConnection,
  imported: DatasetReader<typeof events>,
  replacedDays: DatasetReader<typeof replacedDaysTable>,
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE replaced AS
    SELECT earlier.part, later.site, later.day
    FROM (${placesOf(imported)}) AS earlier
    JOIN (
      SELECT first_part.part, days.site, days.day
      FROM ${sqlTable(replacedDaysTable, replacedDays)} AS days
      JOIN (
        SELECT content, min(part) AS part FROM (${placesOf(imported)}) GROUP BY content
      ) AS first_part ON first_part.content = days.part
    ) AS later ON earlier.part < later.part
    GROUP BY earlier.part, later.site, later.day`,
  );
}

const placesOf = ({ parts }: DatasetReader<typeof events>): string =>
  parts.length === 0
    ? "SELECT 0 AS part, '' AS content WHERE FALSE"
    : `SELECT * FROM (VALUES ${parts
        .map(({ content }, place) => `(${place}, ${sqlText(content)})`)
        .join(", ")}) AS places (part, content)`;

/** Keeps what skus mean, as the session computed it, in the table `told_meanings` of its connection, for digests. */
export async function createMeanings(session: SqlSession): Promise<void> {
  const meanings = await session.handOver("SELECT * FROM sku_meanings");
  await session.connection.run(`CREATE TEMP TABLE told_meanings AS ${meanings}`);
}

/**
 * What each imported part holds of its days, and what the catalogue says of the products that they name: looked at
 * again where the part is new, or where what skus mean has changed.
 * @param days what `writeEventDays` wrote, a part for each imported one
 */
export async function writeDayDigests(
  connection: SqlConnection,
  days: DatasetReader<typeof eventDays>,
  written: DatasetWriter<typeof dayDigests>,
): Promise<void> {
  const meanings = await digestOfMeanings(connection);
  for (const [place, file] of days.files.entries()) {
    const inputs = [days.parts[place]?.content, meanings];
    await written.part(`part ${place}`, inputs, (draft) =>
      draft.writeSelect(connection, digestsOfDays(file)),
    );
  }
}

async function digestOfMeanings(connection: SqlConnection): Promise<string> {
  const reader = await connection.runAndReadAll(
    `SELECT sum(hash(site, sku, ${meaningColumns}) % ${digestBelow}) FROM told_meanings`,
  );
  return String(reader.getRowsJson()[0]?.[0]);
}

/** What decides what a sku means. */
const meaningColumns = "from_ms, until_ms, product, head";

const digestsOfDays = (file: string): string => `
  WITH named AS (
    SELECT site, sku, sum(hash(${meaningColumns}) % ${digestBelow}) AS digest
    FROM told_meanings
    GROUP BY site, sku
  )
  SELECT
    days.day,
    days.site,
    sum(days.events) AS events,
    CAST(sum(days.digest) % ${digestBelow} AS BIGINT) AS digest,
    CAST(coalesce(sum(named.digest), 0) % ${digestBelow} AS BIGINT) AS "productDigest"
  FROM ${sqlParquet([file])} AS days
  LEFT JOIN named ON named.site = days.site AND named.sku = days.sku
  GROUP BY days.day, days.site`;

/**
 * The days of the log with what tells whether one has changed: its events, or what the catalogue says of the
 * products that they name. `replaced` must be there.
 */
export async function readEventDays(
  connection: SqlConnection,
  written: DatasetReader<typeof dayDigests>,
): Promise<readonly EventDay[]> {
  const reader = await connection.runAndReadAll(`
    SELECT
      epoch_ms(CAST(day AS TIMESTAMP)),
      sum(events),
      sum(digest),
      sum("productDigest"),
      list_sort(list_distinct(list(part)))
    FROM (${heldBy(written)}) ANTI JOIN replaced USING (part, site, day)
    GROUP BY day
    ORDER BY day`);
  return reader.getRowsJson().map(([startMs, events, digest, productDigest, parts]) => ({
    startMs: Number(startMs),
    events: Number(events),
    digest: String(digest),
    productDigest: String(productDigest),
    parts: (parts as readonly unknown[]).map(Number),
  }));
}

/** What parts hold of days for which a later import stands alone. `replaced` must be there. */
export async function countReplaced(
  connection: SqlConnection,
  written: DatasetReader<typeof dayDigests>,
): Promise<number> {
  const reader = await connection.runAndReadAll(
    `SELECT coalesce(sum(events), 0) FROM (${heldBy(written)}) SEMI JOIN replaced USING (part, site, day)`,
  );
  return Number(reader.getRows()[0]?.[0]);
}

const heldBy = (written: DatasetReader<typeof dayDigests>): string =>
  written.files
    .map((file, place) => `SELECT ${place} AS part, * FROM ${sqlParquet([file])}`)
    .join(" UNION ALL ") || `SELECT 0 AS part, * FROM ${sqlTable(dayDigests, written)}`;

/** Tells what the catalogue says of the products that carried events name. */
export async function carriedProductDigest(
  connection: SqlConnection,
  carriedFiles: readonly string[],
): Promise<string> {
  const reader = await connection.runAndReadAll(`
    SELECT sum(hash(site, sku, ${meaningColumns}) % ${digestBelow})
    FROM told_meanings
    SEMI JOIN ${sqlParquet(carriedFiles)} AS carried USING (site, sku)`);
  return String(reader.getRowsJson()[0]?.[0]);
}

/** Whether a part's rows are all to be taken, or some of their days are another import's. */
export async function partsWithReplaced(connection: SqlConnection): Promise<ReadonlySet<number>> {
  const reader = await connection.runAndReadAll("SELECT DISTINCT part FROM replaced");
  return new Set(reader.getRows().map(([part]) => Number(part)));
}
