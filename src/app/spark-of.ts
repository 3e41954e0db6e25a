import { findSpark } from "../sql/spark/spark-home.ts";
import { openSpark, type SparkSessions } from "../sql/spark/spark-sessions.ts";
import { usualCacheFolder } from "./cache-folder.ts";
import type { Configuration } from "./configuration.ts";
import type { Environment } from "./environment.ts";

/** Spark as the settings name it, started at its first use; undefined where they say DuckDB. */
export function sparkOf(
  { sql }: Configuration,
  { variables, home }: Environment,
  temporaryFolder: string,
): SparkSessions | undefined {
  if (sql.engine === "duckdb") return undefined;
  return openSpark({
    home: () => findSpark(variables.SPARK_HOME, usualCacheFolder(home)),
    master: sql.master ?? `local[${sql.threads}]`,
    settings: sql.sparkSettings ?? {},
    variables,
    temporaryFolder,
  });
}
