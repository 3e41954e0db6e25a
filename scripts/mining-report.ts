// Holds the rules of mining against the needs of the sample shop's simulated shoppers, as one JSON document: how many
// pairs each keeps, how many of these share a need, and how many of all that share one are kept; without any rule, by
// each rule alone, by all with their defaults, by these with rates taken otherwise, and with each setting at -50 %
// and +50 %. Then how far the likelihood that a place is looked at is estimated as it was simulated.
//   node scripts/mining-report.ts WORKSPACE [--settings simulation.yaml] [--only WORDS]
// WORKSPACE: one with an imported log of the sample shop. Parts that it gets are disposable.
// --settings: what the log was simulated with. --only: of the rows those alone whose id has these words.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { givenDatasets } from "../src/app/given-datasets.ts";
import { runWorkspace } from "../src/app/run.ts";
import { sampleShopFolder } from "../src/app/sample-shop.ts";
import { type Dataset, datasetOf } from "../src/artifact/dataset.ts";
import { runMining } from "../src/behaviour/run-mining.ts";
import { silentProgress } from "../src/domain/progress.ts";
import { type BehaviourPair, behaviours, pairs } from "../src/domain/tables/pairs.ts";
import { products } from "../src/domain/tables/products.ts";
import { queries } from "../src/domain/tables/queries.ts";
import { headFacts } from "../src/evaluation/head-facts.ts";
import { pairQuality } from "../src/evaluation/pair-quality.ts";
import { readTruth } from "../src/evaluation/read-truth.ts";
import { readShop, usualSettings } from "../src/simulation/read-shop.ts";
import { openStageRecords } from "../src/stage/stage-record.ts";
import { inWorkspace } from "./in-workspace.ts";
import { examinedPlaces } from "./mining-report/examined-places.ts";
import { type MiningVariant, miningVariants, withoutRules } from "./mining-report/variants.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    settings: { type: "string", default: usualSettings },
    only: { type: "string", default: "" },
  },
});

await inWorkspace(positionals[0], (workspace, signal) =>
  workspace.locked(async () => {
    const { store, sql } = workspace;
    const folder = await mkdtemp(join(tmpdir(), "cosmo-mining-"));
    try {
      await runWorkspace(workspace, { stages: ["classify"], signal, progress: silentProgress });
      const catalogue = (await workspace.records.latest("classify"))?.writes["products"];
      const { importedEvents, replacedDays } = await givenDatasets(workspace);
      const selectedPairs = datasetOf("pairs", []);
      if (!catalogue || !importedEvents || !replacedDays) {
        throw new Error("the workspace has no catalogue or no log");
      }
      const datasets = { products: catalogue, importedEvents, replacedDays, selectedPairs };
      const records = openStageRecords(folder);
      const tools = { store, records, sql, seed: workspace.configuration.seed, now: Date.now };
      const mined = async ({ id, config }: MiningVariant) => {
        const { writes } = (await runMining(config, datasets, tools, signal)).mined;
        console.error(id);
        const found = writes as Readonly<Record<"pairs" | "queries", Dataset>>;
        return {
          pairs: await Array.fromAsync(store.rows(pairs, found.pairs)),
          queries: await Array.fromAsync(store.rows(queries, found.queries)),
        };
      };

      const all = await mined(withoutRules);
      const shop = await readShop(sampleShopFolder, values.settings);
      const facts = headFacts({
        needs: shop.needs,
        truth: await readTruth(sampleShopFolder),
        products: await Array.fromAsync(store.rows(products, catalogue)),
        queries: all.queries,
      });
      const rowOf = (id: string, kept: readonly BehaviourPair[]) => ({
        id,
        ...Object.fromEntries(
          behaviours.map((behaviour) => {
            const of = (rows: readonly BehaviourPair[]) =>
              rows.filter((row) => row.behaviour === behaviour);
            return [behaviour, pairQuality(of(kept), of(all.pairs), facts)];
          }),
        ),
      });
      const rows = [rowOf(withoutRules.id, all.pairs)];
      for (const variant of miningVariants.filter(({ id }) => id.includes(values.only))) {
        rows.push(rowOf(variant.id, (await mined(variant)).pairs));
      }
      const { positionBias } = shop.simulation.click;
      const places = await examinedPlaces(
        sql,
        store,
        (await runMining({}, datasets, tools, signal)).observed,
        signal,
      );
      const report = {
        settings: values.settings,
        rows,
        places: places.map(({ position, examined }) => ({
          ...{ position, examined, simulated: position ** -positionBias },
        })),
      };
      process.stdout.write(`${JSON.stringify(report, fourDigits, 2)}\n`);
    } finally {
      await rm(folder, { recursive: true });
    }
  }),
);

function fourDigits(_name: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value)
    ? Number(value.toPrecision(4))
    : value;
}
