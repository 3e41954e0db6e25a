import type { Workspace } from "../../src/app/workspace.ts";
import type { Dataset } from "../../src/artifact/dataset.ts";
import { mineConfig } from "../../src/behaviour/mine-config.ts";
import { openSources } from "../../src/behaviour/mining-sources.ts";
import { miningParameters, miningSteps } from "../../src/behaviour/mining-steps.ts";
import { createQueryTexts } from "../../src/behaviour/query-texts.ts";
import { runStep } from "../../src/behaviour/sql-step.ts";

/** How likely each place of the list is looked at, as mining estimates it, relative to the first. */
export function examinedPlaces(
  { sql, store, configuration }: Workspace,
  { products, importedEvents }: Readonly<Record<"products" | "importedEvents", Dataset>>,
  signal: AbortSignal,
): Promise<readonly { readonly position: number; readonly examined: number }[]> {
  const config = mineConfig.parse({ searchBuy: { correctPositionBias: true } });
  const parameters = miningParameters(config, configuration.seed);
  const estimate = "examination-propensities";
  const last = miningSteps.findIndex(({ name }) => name === estimate);
  return sql.use(async (connection) => {
    const sources = {
      events: { files: store.files(importedEvents) },
      products: { files: store.files(products) },
    };
    await openSources(connection, sources);
    await createQueryTexts(sql, connection, sources, signal);
    for (const step of miningSteps.slice(0, last + 1)) await runStep(connection, step, parameters);
    const reader = await connection.runAndReadAll(
      "SELECT position, millionths / 1e6 FROM examination_propensities ORDER BY site, position",
    );
    return reader.getRows().map(([position, examined]) => ({
      ...{ position: Number(position), examined: Number(examined) },
    }));
  });
}
