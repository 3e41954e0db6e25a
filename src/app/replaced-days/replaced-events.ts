import { datasetOf } from "../../artifact/dataset.ts";
import { replacedTimes } from "../../behaviour/replaced-times.ts";
import { sqlParquet } from "../../sql/sql.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";

/**
 * How many events of an import no longer count, since imports behind it stand alone for their days.
 * @param all the imports of the workspace, in order
 */
export async function replacedEvents(
  { store, sql }: Workspace,
  record: ImportRecord,
  all: readonly ImportRecord[],
): Promise<number> {
  const place = all.findIndex(({ recipe }) => recipe === record.recipe);
  const later = all.slice(place + 1).flatMap(({ replacedParts = [] }) => replacedParts);
  if (record.table !== "events" || later.length === 0 || record.parts.length === 0) return 0;
  const files = store.files(datasetOf("replacedDays", later));
  const events = sqlParquet(store.files(datasetOf("events", record.parts)));
  return sql.use(async (connection) => {
    const counted = await connection.runAndReadAll(
      `SELECT count(*) FROM (SELECT site, epoch_ms(time) AS time_ms FROM ${events}) AS event
        WHERE EXISTS (SELECT 1 FROM (${replacedTimes({ parts: later, files })}) AS replaced
          WHERE replaced.site = event.site AND replaced.from_ms <= event.time_ms AND replaced.until_ms > event.time_ms)`,
    );
    return Number(counted.getRowsJson()[0]?.[0] ?? 0);
  });
}
