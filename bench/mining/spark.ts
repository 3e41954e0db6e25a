import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { benchCache } from "../installed-peer.ts";
import { type MeasuredProcess, measuredProcess } from "../measured-process.ts";
import { bareQueries, bareText } from "./bare/bare-queries.ts";

/** Where Spark is: as SPARK_HOME says, or one of the cache folder; undefined: nowhere. */
export function sparkHome(): string | undefined {
  const { SPARK_HOME } = process.env;
  if (SPARK_HOME) return SPARK_HOME;
  const cache = dirname(benchCache);
  const [found] = globSync("spark-*/{bin,**/pyspark/bin}/spark-sql", { cwd: cache });
  return found === undefined ? undefined : join(cache, dirname(dirname(found)));
}

/** As many cores and as much memory as mining has by default. */
const settings = [
  ...["--master", "local[2]", "--driver-memory", "4g"],
  ...["--conf", "spark.sql.catalogImplementation=in-memory"],
  ...["--conf", "spark.ui.enabled=false"],
  ...["--conf", "spark.driver.host=127.0.0.1"],
  ...["--conf", "spark.driver.bindAddress=127.0.0.1"],
  ...["--conf", "spark.sql.shuffle.partitions=8"],
];

/** Runs the bare queries by `spark-sql`; results are the folders `OUT/NAME.parquet`. */
export function runSpark(home: string, input: string, out: string): Promise<MeasuredProcess> {
  const local = join(out, "local");
  mkdirSync(local, { recursive: true });
  const script = join(out, "queries.sql");
  const quoted = (path: string): string => `parquet.\`${path}\``;
  const statements = [
    `CREATE TEMPORARY VIEW events AS SELECT * FROM ${quoted(join(input, "events"))}`,
    `CREATE TEMPORARY VIEW heads AS SELECT * FROM ${quoted(join(input, "heads.parquet"))}`,
    ...bareQueries.map(
      (name) =>
        `INSERT OVERWRITE DIRECTORY '${join(out, `${name}.parquet`)}' USING parquet\n${bareText(name)}`,
    ),
  ];
  writeFileSync(script, statements.map((statement) => `${statement};\n`).join(""));
  return measuredProcess(join(home, "bin", "spark-sql"), [...settings, "-f", script], {
    log: join(out, "spark.log"),
    // It makes folders where it runs.
    folder: local,
    variables: { SPARK_HOME: home, SPARK_LOCAL_IP: "127.0.0.1", SPARK_LOCAL_DIRS: local },
  });
}
