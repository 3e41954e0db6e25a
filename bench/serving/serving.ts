import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type BenchDocument, benchDocument, type Measure, median } from "../bench-document.ts";
import { processorSeconds } from "../processor-time.ts";
import { type Child, load, startServerProcess } from "./child.ts";
import type { LoadPlan, LoadReport } from "./load.ts";
import { makeSyntheticWorkspace, type SyntheticWorkspace } from "./synthetic-workspace.ts";

const bin = fileURLToPath(new URL("../../bin/cosmo.js", import.meta.url));
const bareServer = fileURLToPath(new URL("./bare-server.ts", import.meta.url));

const connections = 32;

/**
 * How fast `cosmo serve` answers look-ups, against a bare HTTP server that does the same look-up, and how
 * late its answers are at half of that rate: all along, while versions alternate under it, and after quiet.
 */
export async function benchServing({ quick }: { readonly quick: boolean }): Promise<BenchDocument> {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-bench-serving-"));
  try {
    const edges = quick ? 200_000 : 1_000_000;
    tell(`a graph of ${edges.toLocaleString("en-US")} edges, drawn with seeds 1 and 2`);
    const size = { edges, heads: edges / 5, nodes: edges / 20 };
    const workspace = await makeSyntheticWorkspace(folder, size);
    const words = ["serve", "--workspace", folder, "--port", "0", "--json"];
    const ours = await startServerProcess([bin, ...words], join(folder, "ours.log"));
    const bare = await startServerProcess([bareServer, folder], join(folder, "bare.log"));
    try {
      return benchDocument("serving", await measured(workspace, ours, bare, quick));
    } finally {
      await Promise.all([ours.stop(), bare.stop()]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(
  workspace: SyntheticWorkspace,
  ours: Child,
  bare: Child,
  quick: boolean,
): Promise<readonly Measure[]> {
  const rounds = quick ? 3 : 7;
  const seconds = quick ? 2 : 5;
  const paths = workspace.queries.map(
    (text) => `/v1/query/knowledge?text=${encodeURIComponent(text)}`,
  );
  const plan = (child: Child, rate: number | null, seed: number): LoadPlan => ({
    port: child.port,
    paths,
    seconds,
    connections,
    rate,
    seed,
  });
  tell("warming both servers up");
  for (const child of [ours, bare]) await load(plan(child, null, 99));

  const [oursRates, bareRates, ratios]: [number[], number[], number[]] = [[], [], []];
  const costs = new Map<Child, number[]>([
    [ours, []],
    [bare, []],
  ]);
  for (let round = 0; round < rounds; round++) {
    // In turns, each first every other time, so that a busy moment of the machine hits both.
    const order = round % 2 === 0 ? [ours, bare] : [bare, ours];
    const found = new Map<Child, LoadReport>();
    for (const child of order) {
      const before = processorSeconds(child.process.pid);
      const report = await load(plan(child, null, round));
      const after = processorSeconds(child.process.pid);
      if (before !== undefined && after !== undefined) {
        costs.get(child)?.push((1e6 * (after - before)) / report.requests);
      }
      found.set(child, report);
    }
    const [own, reference] = [found.get(ours)?.perSecond ?? 0, found.get(bare)?.perSecond ?? 0];
    oursRates.push(own);
    bareRates.push(reference);
    ratios.push(own / reference);
    tell(`round ${round + 1}: ${Math.round(own)} requests/s, bare ${Math.round(reference)}`);
  }
  const rate = median(oursRates) / 2;
  const half: LoadReport[] = [];
  const bareHalf: LoadReport[] = [];
  const swapping: LoadReport[] = [];
  const afterQuiet: LoadReport[] = [];
  for (let round = 0; round < rounds; round++) {
    half.push(await load(plan(ours, rate, round)));
    bareHalf.push(await load(plan(bare, rate, round)));
    swapping.push(await whileSwapping(workspace, () => load(plan(ours, rate, round))));
    await setTimeout(quietMs);
    afterQuiet.push(await load(plan(ours, rate, round)));
    const p99 = [half, bareHalf, swapping, afterQuiet].map((all) =>
      (all.at(-1)?.p99 ?? 0).toFixed(2),
    );
    tell(
      `round ${round + 1} at ${Math.round(rate)}/s: p99 ${p99[0]} ms, bare ${p99[1]}, swapping ${p99[2]}, after quiet ${p99[3]}`,
    );
  }
  const of = (all: readonly LoadReport[], figure: "p50" | "p99" | "p999" | "sentLateP99") =>
    median(all.map((report) => report[figure]));
  const failures = (all: readonly LoadReport[]): number =>
    all.reduce((sum, report) => sum + report.failures, 0);
  const late = "from the moment at which a request was meant to be sent, at random moments";
  const p99 = (id: string, all: readonly LoadReport[], note: string): Measure => ({
    id,
    value: of(all, "p99"),
    unit: "ms",
    reference: { name: "bare server at the same rate", value: of(bareHalf, "p99") },
    ratio: of(bareHalf, "p99") / of(all, "p99"),
    repeats: rounds,
    note: `${note}; ${late}; the generator itself was up to ${of(all, "sentLateP99").toFixed(2)} ms late (p99); best round ${Math.min(...all.map((report) => report.p99)).toFixed(2)} ms`,
  });
  return [
    {
      id: "requests-against-bare",
      value: median(oursRates),
      unit: "requests/s",
      reference: { name: "node:http with the same look-up and body", value: median(bareRates) },
      ratio: median(ratios),
      repeats: rounds,
      note: `${connections} connections that each ask on and on, in a process of their own`,
    },
    ...processorMeasure(costs.get(ours) ?? [], costs.get(bare) ?? []),
    p99("p99-at-half-load", half, `${Math.round(rate)} requests/s, ${failures(half)} failures`),
    p99(
      "p99-during-swap",
      swapping,
      `the same, while two versions take turns every ${swapEveryMs} ms; ${failures(swapping)} failures`,
    ),
    p99(
      "p99-after-quiet",
      afterQuiet,
      `the same, after ${quietMs / 1000} s without a request; ${failures(afterQuiet)} failures`,
    ),
    { id: "p50-at-half-load", value: of(half, "p50"), unit: "ms", repeats: rounds },
    { id: "p999-at-half-load", value: of(half, "p999"), unit: "ms", repeats: rounds },
    {
      id: "failures",
      value: failures([...half, ...swapping, ...afterQuiet]),
      unit: "requests",
      repeats: rounds,
    },
    {
      id: "versions-seen",
      value: Math.min(...swapping.map(({ versions }) => versions)),
      unit: "versions",
      repeats: rounds,
      note: "in each round of swapping",
    },
    { id: "edges", value: workspace.edges, unit: "edges", repeats: 1, note: "drawn, not mined" },
    { id: "compile", value: workspace.compileSeconds, unit: "s", repeats: 1 },
  ];
}

/** What a request costs the server, which a busy machine changes less than how many it answers. */
function processorMeasure(ours: readonly number[], bare: readonly number[]): readonly Measure[] {
  if (ours.length === 0 || bare.length === 0) return [];
  const [own, reference] = [median(ours), median(bare)];
  return [
    {
      id: "processor-time-against-bare",
      value: own,
      unit: "µs/request",
      reference: { name: "the same bare server", value: reference },
      ratio: reference / own,
      repeats: ours.length,
      note: "user and system time of the server's process, in the same rounds",
    },
  ];
}

const swapEveryMs = 500;

/** Longer than V8 waits, 8 s, before it tidies up. */
const quietMs = 10_000;

/** Publishes the two versions in turns while work goes on. */
async function whileSwapping<Result>(
  { folder, versions }: SyntheticWorkspace,
  work: () => Promise<Result>,
): Promise<Result> {
  const pointer = join(folder, "data", "graph", "current.json");
  let turn = 0;
  const timer = setInterval(() => {
    writeFileSync(`${pointer}.aside`, JSON.stringify({ version: versions[turn++ % 2] }));
    renameSync(`${pointer}.aside`, pointer);
  }, swapEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

const tell = (line: string): void => console.error(`bench serving: ${line}`);
