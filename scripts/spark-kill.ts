// Mines a simulated log on DuckDB, on a small Spark of this machine's own, and there again while one of the two workers
// is killed, its shuffle files with it, in the middle of a step. Prints how long each took and whether the rows are the
// same, as JSON; exit code 1 where they are not. A run that fails is run once more.
//   npm run --silent spark-kill [-- --sessions 40000 --days 30 --products 5000 --step search_purchases --killed-only]
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Mined, makeMiningWorkspace } from "./spark/mine-workspace.ts";
import { type Cluster, startCluster } from "./spark/start-cluster.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const { values } = parseArgs({
  options: {
    sessions: { type: "string", default: "40000" },
    days: { type: "string", default: "30" },
    products: { type: "string", default: "5000" },
    /** The relation in whose making the worker is killed. */
    step: { type: "string", default: "search_purchases" },
    port: { type: "string", default: "7078" },
    /** Leaves out the run in which nothing is killed. */
    "killed-only": { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "cosmo-spark-kill-"));

await withClearErrors(async () => {
  try {
    const workspace = await makeMiningWorkspace(folder, values);
    const runs: Record<string, Mined> = { duckdb: await workspace.mine({ engine: "duckdb" }) };
    const onCluster = async (name: string, disturb: (cluster: Cluster) => Promise<void>) => {
      const cluster = await startCluster({
        ...{ port: Number(values.port), workers: 2, memory: "2g", log: () => {} },
      });
      try {
        const sql = { engine: "spark", master: cluster.master };
        const [mined] = await Promise.all([workspace.mine(sql), disturb(cluster)]);
        runs[name] = mined;
        if (mined.exitCode !== 0) runs[`${name}, again`] = await workspace.mine(sql);
      } finally {
        await cluster.end();
      }
    };
    if (!values["killed-only"]) await onCluster("spark", async () => {});
    await onCluster(`spark, a worker killed in ${values.step}`, async ({ workers: [worker] }) => {
      if (worker === undefined) return;
      await begun(workspace.spillFolder, values.step);
      // With its executor, which is of its process group.
      process.kill(-worker.processId, "SIGKILL");
      rmSync(worker.folder, { recursive: true, force: true });
      console.error(`spark-kill: killed worker ${worker.processId}`);
    });
    const { duckdb, ...others } = runs;
    const done = Object.values(others).filter(({ exitCode }) => exitCode === 0);
    const isSame = done.every(({ contents }) => String(contents) === String(duckdb?.contents));
    console.log(JSON.stringify({ ...values, runs, isSame }, undefined, 2));
    if (!isSame || Object.values(runs).at(-1)?.exitCode !== 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Waits until Spark has begun to write the relation. */
async function begun(spillFolder: string, relation: string): Promise<void> {
  while (!foldersIn(spillFolder).some((name) => name.endsWith(`-${relation}`))) await sleep(50);
}

/** Relations that are no longer needed are removed while one looks. */
function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
