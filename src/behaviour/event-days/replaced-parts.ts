import type { events } from "../../domain/tables/events.ts";
import type { replacedDays as replacedDaysTable } from "../../domain/tables/observed.ts";
import { type SqlConnection, sqlText } from "../../sql/sql.ts";
import type { DatasetReader } from "../../stage/stage.ts";
import { replacedTimes } from "../replaced-times.ts";
import { daySql } from "./day-sql.ts";

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
  const query = daySql("replaced", {
    places: { query: placesOf(imported) },
    days: { query: replacedTimes(replacedDays) },
  });
  await connection.run(`CREATE TEMP TABLE replaced AS ${query}`);
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
