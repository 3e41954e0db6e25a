// Holds plans against runs: for each of so many seeds other pairs of the sample shop are planned, asked of the embedded
// model, and counted, first in an empty workspace and then, with twice as many pairs, where the first answers are there.
//   npm run --silent plan-report -- [--runs 20]
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { planRun, type RunPlan } from "../src/app/plan-run.ts";
import { runWorkspace } from "../src/app/run.ts";
import { importSampleShop } from "../src/app/sample-shop.ts";
import { silentProgress } from "../src/domain/progress.ts";
import type { Range } from "../src/language-model/estimate-usage.ts";
import { costOf } from "../src/language-model/prices/price.ts";
import type { ModelPrice } from "../src/language-model/prices/price-of-model.ts";
import { inWorkspace } from "./in-workspace.ts";

/** The model costs nothing; money is what it would cost at the price of a small hosted one. */
const price = { input: 0.15, output: 0.6, asOf: null };

/** At a dollar a token a plan tells of tokens as it tells of money: from low to high. */
const aDollarEach = 1_000_000;
const prices = {
  inputTokens: { ...price, input: aDollarEach, output: 0 },
  outputTokens: { ...price, input: 0, output: aDollarEach },
  money: price,
};
const measures = ["inputTokens", "outputTokens", "money"] as const;

const leastPairs = 6;
const progress = silentProgress;

/** What was planned, and what the run took then. */
interface Held extends Range {
  readonly actual: number;
}

interface HeldRun extends Readonly<Record<(typeof measures)[number], Held>> {
  readonly calls: number;
  readonly plannedCalls: number;
  readonly countedBy: string;
}

async function held(folder: string, seed: number, pairs: number): Promise<HeldRun> {
  await writeFile(
    join(folder, "cosmo.yaml"),
    `site: wren-and-larder
seed: ${seed}
mining: { query-gate: { customers: 1 } }
generation: { scopes: [pair], limit-pairs: ${pairs} }
critic: { by: none }
refinement: { perplexity-by: none, cosine-by: none }
`,
  );
  let result: HeldRun | undefined;
  await inWorkspace(folder, async (workspace, signal) =>
    workspace.locked(async () => {
      await importSampleShop(workspace, signal, progress);
      const options = { stages: ["generate"], signal, progress };
      const planAt = (at: ModelPrice): Promise<RunPlan> =>
        planRun({ ...workspace, ports: { ...workspace.ports, price: at } }, options);
      const plans = {
        inputTokens: await planAt(prices.inputTokens),
        outputTokens: await planAt(prices.outputTokens),
        money: await planAt(prices.money),
      };
      const { asked } = await runWorkspace(workspace, options);
      const against = (measure: (typeof measures)[number]): Held => {
        const planned = plans[measure].total.costUsd;
        if (planned === null) throw new Error("the plan knows no price");
        return { ...planned, actual: costOf(prices[measure], asked) };
      };
      result = {
        inputTokens: against("inputTokens"),
        outputTokens: against("outputTokens"),
        money: against("money"),
        calls: asked.calls,
        plannedCalls: plans.money.total.calls,
        countedBy: plans.money.tokensCounted.name,
      };
    }),
  );
  if (result === undefined) throw new Error("the workspace was not opened");
  return result;
}

const { values } = parseArgs({ options: { runs: { type: "string", default: "20" } } });
const first: HeldRun[] = [];
const second: HeldRun[] = [];
for (let seed = 1; seed <= Number(values.runs); seed++) {
  const folder = await mkdtemp(join(tmpdir(), "cosmo-plan-"));
  try {
    const pairs = leastPairs + (seed % 7);
    first.push(await held(folder, seed, pairs));
    second.push(await held(folder, seed, 2 * pairs));
  } finally {
    await rm(folder, { recursive: true });
  }
  console.error(`${seed} of ${values.runs}`);
}

/** A sum of money in doubles is off by its last digits. */
const rounding = 1e-9;

const holds = ({ low, high, actual }: Held): boolean =>
  low * (1 - rounding) <= actual && actual <= high * (1 + rounding);

const summed = (runs: readonly Held[]) => ({
  held: runs.filter(holds).length,
  greatestHighOverLow: Math.max(...runs.map(({ low, high }) => high / low)),
  actualOverExpected: runs.map(({ expected, actual }) => actual / expected),
});

const rowOf = (id: string, runs: readonly HeldRun[]) => ({
  id,
  runs: runs.length,
  countedBy: [...new Set(runs.map(({ countedBy }) => countedBy))],
  calls: runs.map(({ calls }) => calls),
  plannedCalls: runs.map(({ plannedCalls }) => plannedCalls),
  ...Object.fromEntries(
    measures.map((measure) => [measure, summed(runs.map((run) => run[measure]))]),
  ),
});
const rows = [rowOf("nothing-seen", first), rowOf("first-answers-seen", second)];
process.stdout.write(`${JSON.stringify({ rows }, undefined, 2)}\n`);
