import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The least that Spark 4 runs on. */
const leastVersion = 17;

/** Why Spark can't run with the Java of this environment; undefined where it can. */
export function javaMissing(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const home = environment.JAVA_HOME;
  const java = home ? join(home, "bin", "java") : "java";
  const { status, stderr } = spawnSync(java, ["-version"], { encoding: "utf8" });
  if (status !== 0) return `${java} can't be run`;
  const [, version] = /version "(\d+)/.exec(stderr) ?? [];
  if (Number(version) >= leastVersion) return undefined;
  return `${java} is version ${version ?? "of unknown number"}, and Spark needs ${leastVersion} or newer`;
}
