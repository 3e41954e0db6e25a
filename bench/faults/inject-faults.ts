import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Random, seededRandom } from "../../src/statistics/random.ts";
import { type Child, startServerProcess } from "../serving/child.ts";
import { type Audit, audit, type Kill } from "./audit.ts";
import { clientVariable, type FaultClientPlan, type FaultServerPlan } from "./fault-plan.ts";
import type { ServerProgress } from "./server-log.ts";

export interface FaultsPlan {
  readonly calls: number;
  readonly seed: number;
  /** How often the client is killed. */
  readonly kills: number;
  /** How often the server is killed and started again, between those. */
  readonly restarts: number;
  /** An empty folder, or one that is to be made. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const concurrency = 32;
/** Long against what the processes wait for a turn on a busy machine, for the witness knows of no answers that were late. */
const timeoutSeconds = 3;

/**
 * A client asks so many calls of a server that fails in every way; both are killed with `kill -9` at random moments
 * and started again. Then the books are compared: the server's log, the client's journal, calls.db and budget.db.
 */
export async function injectFaults(plan: FaultsPlan): Promise<Audit> {
  const { calls, seed, folder, tell } = plan;
  const random = seededRandom(seed, calls);
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, "server.jsonl");
  let server = await startServer({ seed, port: 0, logFile }, folder);
  const kills: Kill[] = [];
  let client = startClient(1);

  function startClient(number: number): { readonly name: string; readonly process: ChildProcess } {
    const name = `client-${number}`;
    const its: FaultClientPlan = {
      ...{ calls, concurrency, timeoutSeconds, folder },
      baseUrl: `http://127.0.0.1:${server.port}/v1`,
      journalFile: journalOf(folder, number),
    };
    const words = [here("./fault-client.ts"), JSON.stringify(its)];
    const environment = { ...process.env, [clientVariable]: name };
    const stdio = ["ignore", "inherit", "inherit"] as const;
    return {
      name,
      process: spawn(process.execPath, words, { env: environment, stdio: [...stdio] }),
    };
  }

  try {
    for (const { kind, served } of disturbances(plan, random)) {
      await untilServed(server, served, client.process);
      if (kind === "kill") {
        const at = Date.now();
        await killed(client.process);
        kills.push({ client: client.name, at, journalFile: journalOf(folder, kills.length + 1) });
        tell(`${client.name} killed after ${served} answers`);
        client = startClient(kills.length + 1);
      } else {
        await killed(server.process);
        tell(`server killed after ${served} answers`);
        server = await startServer({ seed, port: server.port, logFile }, folder);
      }
    }
    await ended(client.process);
  } finally {
    client.process.kill("SIGKILL");
    await server.stop();
  }
  return audit({ folder, logFile, kills, lastJournal: journalOf(folder, kills.length + 1), calls });
}

const journalOf = (folder: string, client: number): string =>
  join(folder, `client-${client}.jsonl`);

const startServer = (plan: FaultServerPlan, folder: string): Promise<Child> =>
  startServerProcess(
    [here("./fault-server.ts"), JSON.stringify(plan)],
    join(folder, "server-errors.log"),
  );

/** Kills and restarts in turns, each after so many answers. */
function disturbances(
  { calls, kills, restarts }: FaultsPlan,
  random: Random,
): readonly { readonly kind: "kill" | "restart"; readonly served: number }[] {
  const inTurns = Array.from({ length: Math.max(kills, restarts) }, (_, place) => [
    ...(place < kills ? (["kill"] as const) : []),
    ...(place < restarts ? (["restart"] as const) : []),
  ]).flat();
  const between = (0.9 * calls) / inTurns.length;
  return inTurns.map((kind, place) => ({
    kind,
    served: Math.floor(between * (place + 0.2 + 0.8 * random.next())),
  }));
}

async function killed(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`the client ended with ${child.exitCode}`);
}

/** And some calls are in flight, so that there is something to lose. */
async function untilServed(server: Child, count: number, client: ChildProcess): Promise<void> {
  const address = `http://127.0.0.1:${server.port}/progress`;
  while (true) {
    const { served, inFlight } = (await (await fetch(address)).json()) as ServerProgress;
    if (served >= count && inFlight > 1) return;
    if (client.exitCode !== null) throw new Error(`the client ended before ${count} answers`);
    await setTimeout(5);
  }
}
