// Holds plans against runs: for each of so many seeds other pairs of the sample shop are planned, asked of the embedded
// model, and counted, first in an empty workspace and then, with twice as many pairs, where the first answers are there.
//   npm run --silent plan-report -- [--runs 20]
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { planRun } from "../src/app/plan-run.ts";
import { runWorkspace } from "../src/app/run.ts";
import { importSampleShop } from "../src/app/sample-shop.ts";
import { silentProgress } from "../src/domain/progress.ts";
import { costOf } from "../src/language-model/prices/price.ts";
import { inWorkspace } from "./in-workspace.ts";

/** The model costs nothing; held against each other are what it would cost at the price of a small hosted one. */
const price = { input: 0.15, output: 0.6, asOf: null };

const leastPairs = 6;
const progress = silentProgress;

interface Held {
  readonly pairs: number;
  readonly calls: number;
  readonly low: number;
  readonly high: number;
  readonly actual: number;
}

async function held(folder: string, seed: number, pairs: number): Promise<Held> {
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
  let result: Held | undefined;
  await inWorkspace(folder, async (workspace, signal) =>
    workspace.locked(async () => {
      await importSampleShop(workspace, signal, progress);
      const priced = { ...workspace, ports: { ...workspace.ports, price } };
      const options = { stages: ["generate"], signal, progress };
      const { total } = await planRun(priced, options);
      const { asked } = await runWorkspace(workspace, options);
      const { low, high } = total.costUsd ?? { low: Number.NaN, high: Number.NaN };
      result = { pairs, calls: asked.calls, low, high, actual: costOf(price, asked) };
    }),
  );
  if (result === undefined) throw new Error("the workspace was not opened");
  return result;
}

const { values } = parseArgs({ options: { runs: { type: "string", default: "20" } } });
const first: Held[] = [];
const second: Held[] = [];
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

const rowOf = (id: string, runs: readonly Held[]) => ({
  id,
  runs: runs.length,
  held: runs.filter(({ low, high, actual }) => low <= actual && actual <= high).length,
  greatestHighOverLow: Math.max(...runs.map(({ low, high }) => high / low)),
  calls: runs.map(({ calls }) => calls),
  actualOverExpected: runs.map(({ low, high, actual }) => (2 * actual) / (low + high)),
});
const rows = [rowOf("nothing-seen", first), rowOf("first-answers-seen", second)];
process.stdout.write(`${JSON.stringify({ rows }, undefined, 2)}\n`);
