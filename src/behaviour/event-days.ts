import type { events } from "../domain/tables/events.ts";
import { eventDays } from "../domain/tables/observed.ts";
import type { Sql, SqlConnection } from "../sql/sql.ts";
import { sqlParquet } from "../sql/sql.ts";
import { sqlTable } from "../sql/sql-rows.ts";
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
    const content = imported.partContents[place];
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
 * The days of the log with what tells whether one has changed: its events, or what the catalogue says of the
 * products that they name. `sku_meanings` must be there.
 */
export async function readEventDays(
  connection: SqlConnection,
  written: DatasetReader<typeof eventDays>,
): Promise<readonly EventDay[]> {
  const numbered = written.files.map(
    (file, place) => `SELECT ${place} AS part, * FROM ${sqlParquet([file])}`,
  );
  const reader = await connection.runAndReadAll(`
    WITH held AS (${numbered.join(" UNION ALL ") || `SELECT 0 AS part, * FROM ${sqlTable(eventDays, written)}`}),
    named AS (
      SELECT site, sku, sum(hash(from_ms, until_ms, product, head) % ${digestBelow}) AS digest
      FROM sku_meanings
      GROUP BY site, sku
    ),
    skus AS (
      SELECT day, site, sku, sum(events) AS events, sum(digest) AS digest, list(part) AS parts
      FROM held
      GROUP BY day, site, sku
    )
    SELECT
      epoch_ms(CAST(skus.day AS TIMESTAMP)),
      sum(skus.events),
      sum(skus.digest),
      sum(named.digest),
      list_sort(list_distinct(flatten(list(skus.parts))))
    FROM skus
    LEFT JOIN named ON named.site = skus.site AND named.sku = skus.sku
    GROUP BY skus.day
    ORDER BY skus.day`);
  return reader.getRowsJson().map(([startMs, events, digest, productDigest, parts]) => ({
    startMs: Number(startMs),
    events: Number(events),
    digest: String(digest),
    productDigest: String(productDigest),
    parts: (parts as readonly unknown[]).map(Number),
  }));
}
