// How many of the sample shop's bots `mining.bots` leaves out, how many shoppers with them, and what
// becomes of the pairs: node scripts/measure-bots.ts [simulation.yaml simulation-harsh.yaml …]
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleShopFolder } from "../src/app/sample-shop.ts";
import { type Dataset, datasetOf, type PartManifest } from "../src/artifact/dataset.ts";
import { openStore, type PartDraft } from "../src/artifact/store.ts";
import { miningSettings, stageSettings } from "../src/behaviour/mining-settings.ts";
import { openCatalogue, openEvents } from "../src/behaviour/mining-sources.ts";
import type { ObserveConfig } from "../src/behaviour/observe-config.ts";
import {
  catalogueSteps,
  observingParameters,
  observingSteps,
} from "../src/behaviour/observing-steps.ts";
import { runMining } from "../src/behaviour/run-mining.ts";
import { runStep } from "../src/behaviour/sql-step.ts";
import { silentProgress } from "../src/domain/progress.ts";
import type { Table } from "../src/domain/table.ts";
import { events } from "../src/domain/tables/events.ts";
import { type Behaviour, pairs } from "../src/domain/tables/pairs.ts";
import { products } from "../src/domain/tables/products.ts";
import { marketShops } from "../src/simulation/market-shop.ts";
import { readShop } from "../src/simulation/read-shop.ts";
import { simulateVisits } from "../src/simulation/simulate-events.ts";
import { writeLog } from "../src/simulation/write-log.ts";
import { duckSessions } from "../src/sql/duck-sessions.ts";
import { openSql, sqlParquet } from "../src/sql/sql.ts";
import type { StageTools } from "../src/stage/run-stage.ts";
import type { Datasets } from "../src/stage/stage.ts";
import { openStageRecords } from "../src/stage/stage-record.ts";

const { signal } = new AbortController();

/** Rules to compare, by what they are called in the table. */
const rules = {
  none: { searches: null, actsPerMinute: null },
  "searches: 100": { actsPerMinute: null },
  "searches: 30": { searches: 30, actsPerMinute: null },
  default: {},
  "acts-per-minute: 10": { actsPerMinute: 10 },
  "acts-per-minute: 30": { actsPerMinute: 30 },
  "minimum-acts: 5": { minimumActs: 5 },
} as const;

async function mined(tools: StageTools, datasets: Datasets, bots: object) {
  const settings = miningSettings.parse({ queryGate: { customers: 1 }, bots });
  const { mined: record } = await runMining(settings, datasets, tools, signal);
  const found = await Array.fromAsync(tools.store.rows(pairs, record.writes["pairs"] as Dataset));
  const heads = (behaviour: Behaviour) =>
    new Set(
      found
        .filter((pair) => pair.behaviour === behaviour)
        .map(({ headA, headB }) => `${headA} ${headB}`),
    );
  return {
    sessions: await botSessions(tools, datasets, stageSettings(settings).observe),
    searchBuy: heads("searchBuy"),
    coBuy: heads("coBuy"),
  };
}

/** Names of the sessions that the rules take for a bot's, over the whole log. */
function botSessions(
  { sql, store }: StageTools,
  { products, importedEvents }: Datasets,
  config: ObserveConfig,
): Promise<ReadonlySet<string>> {
  const parameters = observingParameters(config, Number.MAX_SAFE_INTEGER);
  return duckSessions.use(sql, signal, async (session) => {
    await openCatalogue(session, { files: store.files(products) });
    await openEvents(session, {
      imported: { files: store.files(importedEvents) },
      partlyReplaced: [],
      carried: { files: [] },
      fromMs: 0,
      untilMs: Date.UTC(2100, 0),
    });
    const last = observingSteps.findIndex(({ name }) => name === "bots");
    for (const step of [...catalogueSteps, ...observingSteps.slice(0, last + 1)]) {
      await runStep(session, step, parameters);
    }
    const rows = await session.rows(
      "SELECT runs.session FROM bots JOIN runs ON runs.run = bots.run",
    );
    return new Set(rows.map((row) => String(row["session"])));
  });
}

const settings = process.argv.slice(2);
const rows: object[] = [];
for (const file of settings.length > 0 ? settings : ["simulation.yaml", "simulation-harsh.yaml"]) {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-bots-"));
  try {
    const shop = await readShop(sampleShopFolder, file);
    const options = { settings: shop.simulation, ...shop.simulation.log };
    const markets = marketShops(shop, null, options.seed);
    const visits = [...simulateVisits(markets, options)].map(({ isBot, events }) => ({
      isBot,
      session: events[0]?.session ?? "",
    }));
    mkdirSync(join(folder, "spill"));
    const filesOf = (name: string) =>
      readdirSync(join(folder, name)).map((one) => join(folder, name, one));
    const sql = await openSql({
      threads: 2,
      memoryLimit: "2GB",
      temporaryFolder: join(folder, "spill"),
    });
    const request = { folder, markets, options, forms: ["events"] as const, signal };
    await writeLog(sql, { ...request, progress: silentProgress });
    const store = openStore(join(folder, "store"), sql);
    const stored = async (name: "events" | "products", table: Table): Promise<Dataset> => {
      const parts: PartManifest[] = [];
      for (const file of filesOf(name)) {
        const fill = (draft: PartDraft<never>) =>
          sql.use((connection) =>
            draft.writeSelect(connection, `SELECT * FROM ${sqlParquet([file])}`),
          );
        parts.push(await store.part({ table, name: file, inputs: file, fill }));
      }
      return datasetOf(name, parts);
    };
    const datasets = {
      products: await stored("products", products),
      importedEvents: await stored("events", events),
      replacedDays: datasetOf("replacedDays", []),
      selectedPairs: datasetOf("pairs", []),
    };
    const records = openStageRecords(join(folder, "records"));
    const tools = { store, records, sql, seed: 1, now: Date.now };
    let before: Awaited<ReturnType<typeof mined>> | undefined;
    for (const [rule, bots] of Object.entries(rules)) {
      const after = await mined(tools, datasets, bots);
      before ??= after;
      const { searchBuy, coBuy } = before;
      rows.push({
        settings: file,
        rule,
        bots: visits.filter(({ isBot }) => isBot).length,
        found: visits.filter((visit) => visit.isBot && after.sessions.has(visit.session)).length,
        shoppers: visits.filter(({ isBot }) => !isBot).length,
        hit: visits.filter((visit) => !visit.isBot && after.sessions.has(visit.session)).length,
        searchBuy: after.searchBuy.size,
        gained: [...after.searchBuy].filter((pair) => !searchBuy.has(pair)).length,
        lost: [...searchBuy].filter((pair) => !after.searchBuy.has(pair)).length,
        coBuyChanged: after.coBuy.symmetricDifference(coBuy).size,
      });
    }
    sql.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.table(rows);
