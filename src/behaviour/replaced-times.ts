import type { replacedDays } from "../domain/tables/observed.ts";
import { sqlParquet } from "../sql/sql.ts";
import type { DatasetReader } from "../stage/stage.ts";

/**
 * Of `replacedDays` the columns `part`, `site`, `day`, `from_ms` and `until_ms`, for a query. Version 1 of the table had whole
 * days of UTC.
 */
export function replacedTimes({
  parts,
  files,
}: Pick<DatasetReader<typeof replacedDays>, "parts" | "files">): string {
  const selects = parts.map(({ tableVersion }, place) => {
    const startMs = "epoch_ms(CAST(day AS TIMESTAMP))";
    const times =
      tableVersion === 1
        ? `${startMs} AS from_ms, ${startMs} + 86400000 AS until_ms`
        : `"fromMs" AS from_ms, "untilMs" AS until_ms`;
    return `SELECT part, site, day, ${times} FROM ${sqlParquet(files.slice(place, place + 1))}`;
  });
  return selects.length > 0
    ? selects.join(" UNION ALL ")
    : "SELECT '' AS part, '' AS site, '' AS day, 0 AS from_ms, 0 AS until_ms WHERE FALSE";
}

/**
 * Whether an event is of a replaced day, as a condition on the relation `replaced`, whose columns are those of `replacedTimes`.
 *
 * @param event alias of what has a column `site`; `timeMs`: its milliseconds since 1970, as SQL
 */
export const isOfReplacedDay = (event: string, timeMs: string): string =>
  `replaced.site = ${event}.site AND replaced.from_ms <= ${timeMs} AND replaced.until_ms > ${timeMs}`;
