import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSql } from "../../src/sql/sql.ts";
import { type LogPairs, readLogPairs } from "./log-pairs.ts";
import type { RealLog } from "./real-logs.ts";

/**
 * Mines each log in a workspace of its own, one after the other.
 * @param workspaces a folder that keeps them, so that next time nothing is mined twice; default: a temporary one
 */
export async function eachLog(
  logs: readonly RealLog[],
  workspaces: string | undefined,
  work: (pairs: LogPairs) => Promise<void>,
): Promise<void> {
  const folder = workspaces ?? (await mkdtemp(join(tmpdir(), "cosmo-pairs-")));
  const sql = await openSql({ threads: 2, memoryLimit: "4GB", temporaryFolder: folder });
  try {
    for (const log of logs) {
      console.error(`mining ${log.name}`);
      const workspace = join(folder, log.name);
      await mkdir(workspace, { recursive: true });
      await sql.use(async (connection) => work(await readLogPairs(workspace, log, connection)));
    }
  } finally {
    sql.close();
    if (workspaces === undefined) await rm(folder, { recursive: true, force: true });
  }
}
