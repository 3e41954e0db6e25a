import type { Store } from "../../src/artifact/store.ts";
import { mineConfig } from "../../src/behaviour/mine-config.ts";
import { openObserved } from "../../src/behaviour/mining-sources.ts";
import { miningParameters } from "../../src/behaviour/mining-steps.ts";
import { observedFiles } from "../../src/behaviour/observed-files.ts";
import { runStep, tableStep } from "../../src/behaviour/sql-step.ts";
import { duckSessions } from "../../src/sql/duck-sessions.ts";
import type { Sql } from "../../src/sql/sql.ts";
import type { StageRecord } from "../../src/stage/stage-record.ts";

/** How likely each place of the list is looked at, as mining estimates it, relative to the first. */
export function examinedPlaces(
  sql: Sql,
  store: Store,
  observed: StageRecord,
  signal: AbortSignal,
): Promise<readonly { readonly position: number; readonly examined: number }[]> {
  const config = mineConfig.parse({ searchBuy: { correctPositionBias: true } });
  return duckSessions.use(sql, signal, async (session) => {
    await openObserved(session, observedFiles(store, observed.writes), { files: [] });
    await runStep(session, tableStep("examination-propensities"), miningParameters(config, 1));
    const places = await session.rows(
      "SELECT position, millionths / 1e6 AS examined FROM examination_propensities ORDER BY site, position",
    );
    return places.map(({ position, examined }) => ({
      ...{ position: Number(position), examined: Number(examined) },
    }));
  });
}
