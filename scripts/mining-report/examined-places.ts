import type { Store } from "../../src/artifact/store.ts";
import { mineConfig } from "../../src/behaviour/mine-config.ts";
import { openObserved } from "../../src/behaviour/mining-sources.ts";
import { miningParameters } from "../../src/behaviour/mining-steps.ts";
import { observedFiles } from "../../src/behaviour/observed-files.ts";
import { runStep, tableStep } from "../../src/behaviour/sql-step.ts";
import type { Sql } from "../../src/sql/sql.ts";
import type { StageRecord } from "../../src/stage/stage-record.ts";

/** How likely each place of the list is looked at, as mining estimates it, relative to the first. */
export function examinedPlaces(
  sql: Sql,
  store: Store,
  observed: StageRecord,
): Promise<readonly { readonly position: number; readonly examined: number }[]> {
  const config = mineConfig.parse({ searchBuy: { correctPositionBias: true } });
  return sql.use(async (connection) => {
    await openObserved(connection, observedFiles(store, observed.writes), { files: [] });
    await runStep(connection, tableStep("examination-propensities"), miningParameters(config, 1));
    const reader = await connection.runAndReadAll(
      "SELECT position, millionths / 1e6 FROM examination_propensities ORDER BY site, position",
    );
    return reader.getRows().map(([position, examined]) => ({
      ...{ position: Number(position), examined: Number(examined) },
    }));
  });
}
