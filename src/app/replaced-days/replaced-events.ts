import { datasetOf } from "../../artifact/dataset.ts";
import { sqlParquet } from "../../sql/sql.ts";
import type { ImportRecord } from "../imports.ts";
import type { Workspace } from "../workspace.ts";
import { isReplacedBehind } from "./replaced-behind.ts";

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
  const isReplaced = isReplacedBehind(store, all.slice(place + 1));
  if (record.table !== "events" || isReplaced === null || record.parts.length === 0) return 0;
  const events = sqlParquet(store.files(datasetOf("events", record.parts)));
  return sql.use(async (connection) => {
    const counted = await connection.runAndReadAll(
      `SELECT count(*) FROM (SELECT site, epoch_ms(time) AS time_ms FROM ${events}) AS event WHERE ${isReplaced}`,
    );
    return Number(counted.getRowsJson()[0]?.[0] ?? 0);
  });
}
