import { dayDigests, type eventDays } from "../../domain/tables/observed.ts";
import { type SqlConnection, sqlParquet } from "../../sql/sql.ts";
import { sqlTable } from "../../sql/sql-rows.ts";
import type { SqlSession } from "../../sql/sql-session.ts";
import type { DatasetReader, DatasetWriter } from "../../stage/stage.ts";
import type { EventDay } from "../spans.ts";
import { daySql, digestOf } from "./day-sql.ts";

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
  const meanings = await digestOf(connection, daySql("meanings-digest"));
  for (const [place, file] of days.files.entries()) {
    const inputs = [days.parts[place]?.content, meanings];
    await written.part(`part ${place}`, inputs, (draft) =>
      draft.writeSelect(connection, daySql("day-digests", { days: { files: [file] } })),
    );
  }
}

/**
 * The days of the log with what tells whether one has changed: its events, or what the catalogue says of the
 * products that they name.
 */
export async function readEventDays(
  connection: SqlConnection,
  written: DatasetReader<typeof dayDigests>,
): Promise<readonly EventDay[]> {
  const reader = await connection.runAndReadAll(
    daySql("logged-days", { held: { query: heldBy(written) } }),
  );
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
export const carriedProductDigest = (
  connection: SqlConnection,
  carriedFiles: readonly string[],
): Promise<string> =>
  digestOf(connection, daySql("carried-products-digest", { carried: { files: carriedFiles } }));
