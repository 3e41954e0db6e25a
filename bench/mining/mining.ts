import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatNumber } from "../../src/text/counted.ts";
import { type BenchDocument, benchDocument } from "../bench-document.ts";
import type { MeasuredProcess } from "../measured-process.ts";
import { type Agreement, compareResults, compareWithMining } from "./agreement.ts";
import { miningMeasures, type PeerResult, type SizeResult } from "./measures.ts";
import { type OneMoreDay, oneMoreDay } from "./one-more-day.ts";
import { layPeerInput } from "./peer-input.ts";
import {
  bareSql,
  type FoundPeer,
  findPolars,
  findSpark,
  type Peer,
  withoutSpark,
} from "./peers.ts";
import { type LogSettings, type SimulatedLog, simulatedLog } from "./simulated-log.ts";
import { copyWorkspace, importDays, makeBaseWorkspace, mineCopy } from "./workspaces.ts";

interface Size extends LogSettings {
  readonly repeats: number;
  /** Spark takes minutes where others take seconds. */
  readonly withSpark?: true;
  /** What is done once, at the size at which it says enough. */
  readonly once?: "agreement" | "oneMoreDay";
}

const wholeSizes: readonly Size[] = [
  { millions: 1, products: 20_000, repeats: 5, once: "agreement" },
  { millions: 5, products: 40_000, repeats: 3, withSpark: true },
  // One run takes minutes, in which a busy moment counts for little.
  { millions: 20, products: 70_000, repeats: 1, once: "oneMoreDay" },
  { millions: 50, products: 100_000, repeats: 1 },
];
const quickSizes: readonly Size[] = [
  { millions: 0.3, products: 20_000, repeats: 1, withSpark: true, once: "agreement" },
  { millions: 1, products: 20_000, repeats: 1, once: "oneMoreDay" },
];

/**
 * How long mining takes and how much memory, at several sizes of a simulated log: beside bare queries in DuckDB, polars
 * and Spark, and with one more day.
 */
export async function benchMining({ quick }: { readonly quick: boolean }): Promise<BenchDocument> {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-bench-mining-"));
  try {
    const polars = findPolars(tell);
    const spark = quick ? withoutSpark("it takes longer than --quick has") : findSpark();
    const sizes: SizeResult[] = [];
    const agreements: Agreement[] = [];
    const days: OneMoreDay[] = [];
    for (const size of quick ? quickSizes : wholeSizes) {
      const { millions, repeats, withSpark, once } = size;
      const log = simulatedLog(size, tell);
      const place = join(folder, `${millions}m`);
      const base = join(place, "base");
      mkdirSync(place);
      makeBaseWorkspace(log, base);
      const peers = [bareSql, polars, ...(withSpark ? [spark] : [])];
      sizes.push(await measuredSize(size, log, peers, base, place));
      if (once === "agreement") {
        tell("comparing what mining finds without its rules with what the bare queries find");
        agreements.push(...(await compareWithMining(log, base, place)));
      }
      if (once === "oneMoreDay") {
        tell(`mining ${log.days.length - 1} days of ${millions} M events, and one more`);
        days.push(await oneMoreDay(log, base, place, repeats));
      }
      rmSync(place, { recursive: true });
    }
    return benchDocument("mining", miningMeasures(sizes, agreements, days));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measuredSize(
  { millions, repeats }: Size,
  log: SimulatedLog,
  peers: readonly FoundPeer[],
  base: string,
  folder: string,
): Promise<SizeResult> {
  const [workspace, input] = [join(folder, "workspace"), join(folder, "input")];
  tell(`importing ${formatNumber(log.events)} events`);
  copyWorkspace(base, workspace);
  importDays(log, workspace, log.days);
  await layPeerInput(workspace, input);
  const ours: MeasuredProcess[] = [];
  const results = peers.map(
    (peer): PeerResult => ({
      ...{ id: peer.id, name: peer.name, runs: [] },
      ...("missing" in peer && { missing: peer.missing }),
    }),
  );
  const mineOnce = async (): Promise<void> => {
    ours.push(await mineCopy(workspace));
    tell(`${millions} M, mining: ${told(ours)}`);
  };
  const peerTurns = peers.map((peer, place) => async (): Promise<void> => {
    const before = results[place];
    if ("missing" in peer || before === undefined || before.missing !== undefined) return;
    const result = await withOneMore(peer, before, input, outOf(folder, peer));
    results[place] = result;
    tell(`${millions} M, ${peer.name}: ${result.missing ?? told(result.runs)}`);
  });
  const turns = [mineOnce, ...peerTurns];
  for (let round = 0; round < repeats; round++) {
    // Each is first in another round, so that what a busy machine costs does not always hit the same.
    const first = round % turns.length;
    for (const turn of [...turns.slice(first), ...turns.slice(0, first)]) await turn();
  }
  const isBareThere = results.some(({ id, missing }) => id === bareSql.id && missing === undefined);
  const compared = await Promise.all(
    results.map(async (result) =>
      result.id === bareSql.id || !isBareThere || result.missing !== undefined
        ? result
        : {
            ...result,
            agreements: await compareResults(outOf(folder, result), outOf(folder, bareSql)),
          },
    ),
  );
  return { millions, log, ours, peers: compared };
}

const outOf = (folder: string, { id }: Pick<Peer, "id">): string => join(folder, id);

/** One run more, or why there will be none. */
async function withOneMore(
  peer: Peer,
  result: PeerResult,
  input: string,
  out: string,
): Promise<PeerResult> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  try {
    return { ...result, runs: [...result.runs, await peer.run(input, out)] };
  } catch (error) {
    return { ...result, runs: [], missing: error instanceof Error ? error.message : String(error) };
  }
}

function told(runs: readonly MeasuredProcess[]): string {
  const { seconds = 0, peakGigabytes = 0, before } = runs.at(-1) ?? {};
  return `${seconds.toFixed(1)} s, ${peakGigabytes.toFixed(2)} GB; ${before?.busyCores} cores were busy before`;
}

const tell = (line: string): void => console.error(`bench mining: ${line}`);
