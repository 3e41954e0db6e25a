import { existsSync } from "node:fs";
import { join } from "node:path";
import { CosmoError } from "../../domain/cosmo-error.ts";

/** The version that `npm run spark` brings, and that all was tried with. */
export const sparkVersion = "4.1.4";

/** Where `npm run spark` puts Spark, below the folder of a user's caches. */
export const sparkFolder = (cacheFolder: string): string =>
  join(cacheFolder, `spark-${sparkVersion}`);

/** The program below a home of Spark that starts its classes. */
export const sparkProgram = (home: string, name: "spark-class" | "spark-sql"): string =>
  join(home, "bin", name);

/**
 * The folder of Spark: the one that SPARK_HOME names, else the one that was brought.
 * @throws CosmoError SPARK_NOT_FOUND
 */
export function findSpark(named: string | undefined, cacheFolder: string): string {
  const home = named || sparkFolder(cacheFolder);
  if (existsSync(sparkProgram(home, "spark-sql"))) return home;
  throw new CosmoError("SPARK_NOT_FOUND", `There is no Spark in ${home}`, {
    hint: "Bring it with `npm run spark`, or set SPARK_HOME to where it is; `sql.engine: duckdb` in cosmo.yaml does without.",
    exitCode: 2,
  });
}
