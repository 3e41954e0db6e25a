import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processEnvironment } from "../../src/app/environment.ts";
import { importFiles } from "../../src/app/import-files.ts";
import { runWorkspace } from "../../src/app/run.ts";
import { openLookup } from "../../src/app/show/lookup.ts";
import { withWorkspace } from "../../src/app/workspace.ts";
import { silentProgress } from "../../src/domain/progress.ts";
import { pairs } from "../../src/domain/tables/pairs.ts";
import { products } from "../../src/domain/tables/products.ts";
import type { RealLog } from "./real-logs.ts";

/** The Parquet files of what mining found in a log. */
export interface MinedLog {
  readonly pairs: readonly string[];
  readonly products: readonly string[];
}

/**
 * Imports a log and mines it, by the same code as the command.
 * @param folder of the workspace; what was imported and mined there before is reused
 * @param mining as in cosmo.yaml
 */
export async function mineLog(folder: string, log: RealLog, mining: unknown): Promise<MinedLog> {
  // JSON is YAML.
  const configuration = {
    mining,
    // What was read is of the types that the logs themselves have.
    catalogue: { "assign-types": false },
    critic: { by: "none" },
    models: { fetch: false },
  };
  await writeFile(join(folder, "cosmo.yaml"), JSON.stringify(configuration));
  const { signal } = new AbortController();
  const progress = silentProgress;
  const options = { folder, environment: processEnvironment(), progress, signal };
  return withWorkspace(options, (workspace) =>
    workspace.locked(async () => {
      for (const table of ["products", "events"] as const) {
        const { paths, format } = log;
        const request = { table, paths, format, map: [], timeZone: null, replace: false };
        await importFiles(workspace, { ...request, signal, progress });
      }
      await runWorkspace(workspace, { stages: ["mine"], signal, progress });
      const lookup = await openLookup(workspace);
      return { pairs: lookup.files(pairs), products: lookup.files(products) };
    }),
  );
}
