import type { events } from "../domain/tables/events.ts";
import {
  dayDigests,
  type eventDays,
  type replacedDays as replacedDaysTable,
} from "../domain/tables/observed.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { sqlParquet, sqlText } from "../sql/sql.ts";
import { sqlTable } from "../sql/sql-rows.ts";
import type { SqlSession } from "../sql/sql-session.ts";
import type { DatasetReader, DatasetWriter } from "../stage/stage.ts";
import { isOfReplacedDay, replacedTimes } from "./replaced-times.ts";
import type { EventDay } from "./spans.ts";

/** Hashes are added up below it, so that they stay whole numbers to JavaScript too. */
const digestBelow = 2 ** 52;

/**
 * Days of which an imported part does not count, since a later import stands alone for them: the table `replaced`
 * (part, site, from_ms, until_ms) of the connection.
 * @returns the same, by the place of the part
 */
export async function createReplaced(
  connection: SqlConnection,
  imported: DatasetReader<typeof events>,
  replacedDays: DatasetReader<typeof replacedDaysTable>,
): Promise<ReadonlyMap<number, readonly unknown[]>> {
  await connection.run(
    `CREATE TEMP TABLE replaced AS
    SELECT earlier.part, later.site, later.from_ms, later.until_ms
    FROM (SELECT DISTINCT part FROM (${placesOf(imported)})) AS earlier
    JOIN (
      SELECT first_part.part, days.site, days.from_ms, days.until_ms
      FROM (${replacedTimes(replacedDays)}) AS days
      JOIN (
        SELECT name, min(part) AS part FROM (${placesOf(imported)}) GROUP BY name
      ) AS first_part ON first_part.name = days.part
    ) AS later ON earlier.part < later.part
    GROUP BY earlier.part, later.site, later.from_ms, later.until_ms`,
  );
  const reader = await connection.runAndReadAll(
    "SELECT part, site, from_ms, until_ms FROM replaced ORDER BY ALL",
  );
  return Map.groupBy(reader.getRowsJson(), ([part]) => Number(part));
}

/** Parts by recipe, and by content, as version 1 of `replacedDays` named them. */
const placesOf = ({ parts }: DatasetReader<typeof events>): string =>
  parts.length === 0
    ? "SELECT 0 AS part, '' AS name WHERE FALSE"
    : `SELECT * FROM (VALUES ${parts
        .flatMap(({ content, recipe }, place) =>
          [content, recipe].map((name) => `(${place}, ${sqlText(name)})`),
        )
        .join(", ")}) AS places (part, name)`;

/**
 * Looks at an imported part once: which days it holds, and what of them. It is looked at again where a later import
 * comes to stand alone for some of its days, whose events are counted as `replaced`. The table `replaced` must be there.
 * @param replaced what `createReplaced` gave
 */
export async function writeEventDays(
  connection: SqlConnection,
  imported: DatasetReader<typeof events>,
  replaced: ReadonlyMap<number, readonly unknown[]>,
  written: DatasetWriter<typeof eventDays>,
): Promise<void> {
  for (const [place, file] of imported.files.entries()) {
    const content = imported.parts[place]?.content;
    const days = replaced.get(place);
    await written.part(`part ${place}`, days ? [content, days] : content, async (draft) => {
      for (const { day, site, events: count } of await replacedIn(connection, file, place)) {
        draft.dropped("replaced", `events of ${day} at ${site}`, count, "events");
      }
      return draft.writeSelect(connection, daysOfFile(file, place));
    });
  }
}

interface ReplacedDay {
  /** UTC. */
  readonly day: string;
  readonly site: string;
  readonly events: number;
}

/** What a part holds of days for which a later import stands alone. */
async function replacedIn(
  connection: SqlConnection,
  file: string,
  place: number,
): Promise<readonly ReplacedDay[]> {
  const reader = await connection.runAndReadAll(`
    SELECT CAST(CAST(time AS DATE) AS VARCHAR), site, count(*)
    FROM ${sqlParquet([file])} AS event
    WHERE ${isReplaced(place)}
    GROUP BY ALL
    ORDER BY ALL`);
  return reader
    .getRows()
    .map(([day, site, count]) => ({ day: String(day), site: String(site), events: Number(count) }));
}

/** Of a row of `event`, which the part at a place holds. */
const isReplaced = (place: number): string =>
  `EXISTS (SELECT 1 FROM replaced WHERE replaced.part = ${place} AND ${isOfReplacedDay("event", "epoch_ms(event.time)")})`;

const daysOfFile = (file: string, place: number): string => `
  SELECT CAST(day AS VARCHAR) AS day, site, sku, events, digest
  FROM (
    SELECT
      CAST(time AS DATE) AS day,
      site,
      coalesce(product, '') AS sku,
      count(*) AS events,
      CAST(sum(hash(id, time, site, locale, session, customer, kind, "queryId", query, product, position, quantity)
        % ${digestBelow}) % ${digestBelow} AS BIGINT) AS digest
    FROM ${sqlParquet([file])} AS event
    WHERE NOT ${isReplaced(place)}
    GROUP BY CAST(time AS DATE), site, coalesce(product, '')
  ) AS days`;

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
 * products that they name.
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
    FROM (${heldBy(written)})
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
