import { CosmoError } from "../../domain/cosmo-error.ts";
import { firstLine } from "../sql-error.ts";

/** Lines of the log, which stand between what was said of a statement. */
const logLine = /^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d [A-Z]+ /;

/** As shells and Spark's scripts say it; `java` stands at the end of a path where JAVA_HOME names one. */
const noJava =
  /JAVA_HOME is not set|\bjava: (?:(?:command )?not found|No such file or directory|Permission denied|cannot execute)|UnsupportedClassVersion/i;

/** What Spark said to a statement that failed, or before it ended, as an error with a next step. */
export function sparkError(said: string, master: string): CosmoError {
  const cause = new Error(said.trim());
  if (/No space left on device|disk quota/i.test(said)) {
    return new CosmoError("DISK_FULL", `Spark at ${master} has no disk left: ${gist(said)}`, {
      hint: "Free some space where Spark spills and where the workspace is, and run the same command again.",
      cause,
    });
  }
  if (/OutOfMemoryError|Container killed .* exceeding memory|_MEMORY\b/.test(said)) {
    return new CosmoError("MEMORY_LIMIT", `Spark at ${master} ran out of memory: ${gist(said)}`, {
      hint: "Raise spark.executor.memory, or spark.driver.memory where the master is local, under sql.spark-settings in cosmo.yaml.",
      cause,
    });
  }
  if (noJava.test(said)) {
    return new CosmoError("JAVA_NOT_FOUND", `Spark finds no Java 17: ${gist(said)}`, {
      hint: "Install Java 17 (Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME to where it is.",
      cause,
      exitCode: 2,
    });
  }
  return new CosmoError("SPARK_FAILED", `Spark at ${master} failed: ${gist(said)}`, {
    hint: "Run the same command again: what was finished is kept. --debug shows all that Spark said; with sql.engine: duckdb this machine does it alone.",
    cause,
  });
}

/** Where nobody is at the address of the master, or it has no worker to give. */
export const sparkUnreachable = (master: string, finding: string, cause?: unknown): CosmoError =>
  new CosmoError("SPARK_UNREACHABLE", `Spark at ${master}: ${finding}`, {
    hint: "Check sql.master in cosmo.yaml and that the master and its workers run (npm run spark-cluster starts some here), then run the same command again.",
    cause,
    retryable: true,
  });

function gist(said: string): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const own = lines.find((line) => /^\[[A-Z_.]+\]/.test(line));
  const first = own ?? lines.find((line) => !logLine.test(line)) ?? lines.at(-1);
  return firstLine(first ?? "it ended without a word").slice(0, 400);
}
