// Brings Apache Spark, on which mining can run (docs/spark.md), from the Python package index into the user's cache:
// `npm run spark`. Changes nothing where it is there. 0.5 GB are fetched, 0.4 GB stay.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { usualCacheFolder } from "../src/app/cache-folder.ts";
import { processEnvironment } from "../src/app/environment.ts";
import { sparkFolder, sparkVersion } from "../src/sql/spark/spark-home.ts";
import { javaMissing } from "./spark/find-java.ts";

const archive = `pyspark-${sparkVersion}.tar.gz`;
const sha256 = "bcbd5e18690cf79d438e97210ad06fb8d451a251bb77becc2b0418868d2acd73";
const pips = [["python3", "-m", "pip"], ["pip3"], ["pip"]] as const;

const { variables, home } = processEnvironment();
const cache = usualCacheFolder(home);
const folder = sparkFolder(cache);

const noJava = javaMissing(variables);
if (noJava !== undefined) {
  refuse(
    `Java: ${noJava}`,
    "install Java 17 (Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME to where it is",
  );
} else if (existsSync(folder)) {
  console.log(`Spark ${sparkVersion} is in ${folder}`);
} else {
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, "spark-unfinished-"));
  try {
    const missing = await bring(scratch);
    if (missing === undefined) {
      console.log(`Spark ${sparkVersion} is in ${folder}`);
      console.log("Next: `sql: { engine: spark }` in cosmo.yaml; docs/spark.md says more.");
    } else refuse(...missing);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function refuse(missing: string, next: string): void {
  console.error(`Missing: ${missing}.\nNext: ${next}, and run this again.`);
  process.exitCode = 2;
}

/** What is missing and the next step, where it can't be brought. */
async function bring(scratch: string): Promise<readonly [string, string] | undefined> {
  const pip = pips.find(
    ([program, ...words]) => spawnSync(program, [...words, "--version"]).status === 0,
  );
  if (pip === undefined) {
    return ["pip, which fetches Spark", "install it (Debian: apt-get install python3-pip)"];
  }
  console.error(`Fetching pyspark ${sparkVersion}, 0.5 GB, by ${pip.join(" ")}`);
  const [program, ...words] = pip;
  // The archive as it is: nothing is built, and Spark itself needs no Python.
  const download = [
    ...words,
    "download",
    "--no-deps",
    "--no-binary=:all:",
    "--no-input",
    "--quiet",
  ];
  const env = { ...variables, TMPDIR: scratch };
  const fetched = spawnSync(program, [...download, "--dest", scratch, `pyspark==${sparkVersion}`], {
    cwd: scratch,
    env,
    stdio: ["ignore", 2, 2],
  });
  const file = join(scratch, archive);
  if (fetched.status !== 0 || !existsSync(file)) {
    return ["the package pyspark, see above", "check that pip reaches a package index"];
  }
  const digest = createHash("sha256");
  await pipeline(createReadStream(file), digest);
  if (digest.digest("hex") !== sha256) {
    return [`${archive} as it was published: this one is another`, "try another package index"];
  }
  const unpacked = join(scratch, "spark");
  mkdirSync(unpacked);
  const inside = `pyspark-${sparkVersion}/deps`;
  const unpack = ["bin", "jars", "licenses"].map((name) => `${inside}/${name}`);
  const options = ["-xzf", file, "-C", unpacked, "--strip-components=2"];
  if (spawnSync("tar", [...options, ...unpack], { stdio: ["ignore", 2, 2] }).status !== 0) {
    return ["tar with gzip, see above, or the disk is full", "install it, or free 1 GB"];
  }
  renameSync(unpacked, folder);
  return undefined;
}
