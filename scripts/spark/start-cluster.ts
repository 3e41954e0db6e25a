import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { usualCacheFolder } from "../../src/app/cache-folder.ts";
import { processEnvironment } from "../../src/app/environment.ts";
import { checkMaster } from "../../src/sql/spark/check-master.ts";
import { findSpark, sparkProgram } from "../../src/sql/spark/spark-home.ts";
import { endProgram, spawnWithUs } from "../../src/sql/spark/spawn-with-us.ts";

export interface ClusterOptions {
  readonly port: number;
  readonly workers: number;
  /** Of each worker, such as `1g`. */
  readonly memory: string;
  /** Standard error of all of them. */
  readonly log: (text: string) => void;
}

export interface ClusterWorker {
  readonly processId: number;
  /** Where it keeps its work, and the shuffle files of its executors. */
  readonly folder: string;
}

export interface Cluster {
  /** Such as `spark://127.0.0.1:7077`. */
  readonly master: string;
  readonly masterProcessId: number;
  readonly workers: readonly ClusterWorker[];
  end(): Promise<void>;
}

const address = "127.0.0.1";
const patienceMs = 60_000;

/**
 * Starts a standalone master and its workers, of one core each, on this machine alone.
 * @throws CosmoError SPARK_NOT_FOUND, SPARK_UNREACHABLE
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { variables, home } = processEnvironment();
  const spark = findSpark(variables.SPARK_HOME, usualCacheFolder(home));
  const folder = await mkdtemp(join(tmpdir(), "cosmo-spark-"));
  const start = (localFolder: string, ...words: readonly string[]) => {
    const env = {
      ...variables,
      SPARK_HOME: spark,
      SPARK_LOCAL_IP: address,
      SPARK_LOCAL_DIRS: localFolder,
      SPARK_DAEMON_MEMORY: "512m",
    };
    const child = spawnWithUs(sparkProgram(spark, "spark-class"), words, { cwd: folder, env });
    child.stdout.resume();
    child.stderr.setEncoding("utf8").on("data", options.log);
    return child;
  };
  const listening = ["--host", address, "--webui-port", "0"];
  const deploy = "org.apache.spark.deploy";
  const children = [
    start(folder, `${deploy}.master.Master`, ...listening, "--port", String(options.port)),
  ];
  const end = async (): Promise<void> => {
    // Workers before their master, which would else be missed.
    for (const child of children.toReversed()) await endProgram(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const master = `spark://${address}:${options.port}`;
  try {
    await answering(master);
    const workers: ClusterWorker[] = [];
    for (let number = 1; number <= options.workers; number++) {
      const own = join(folder, `worker-${number}`);
      const resources = ["--cores", "1", "--memory", options.memory, "--work-dir", own];
      const child = start(own, `${deploy}.worker.Worker`, ...listening, ...resources, master);
      children.push(child);
      workers.push({ processId: child.pid ?? 0, folder: own });
    }
    return { master, masterProcessId: children[0]?.pid ?? 0, workers, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function answering(master: string): Promise<void> {
  for (const begun = Date.now(); ; await sleep(200)) {
    try {
      await checkMaster(master);
      return;
    } catch (error) {
      if (Date.now() - begun > patienceMs) throw error;
    }
  }
}
