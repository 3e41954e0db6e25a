import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sparkError } from "./spark-error.ts";
import { sparkProgram } from "./spark-home.ts";

const patienceMs = 60_000;

/**
 * Whether Spark's own program finds a Java that it runs on: which one is said by its settings, variables and the path. Takes
 * some seconds.
 * @throws CosmoError JAVA_NOT_FOUND, SPARK_FAILED
 */
export async function checkJava(
  home: string,
  master: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const env = { ...variables, SPARK_HOME: home };
  try {
    await promisify(execFile)(sparkProgram(home, "spark-sql"), ["--version"], {
      ...{ env, timeout: patienceMs },
    });
  } catch (error) {
    const { stderr, message } = error as Error & { readonly stderr?: string };
    throw sparkError(stderr || message, master);
  }
}
