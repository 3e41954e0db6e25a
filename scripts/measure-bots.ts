// How many of the sample shop's bots `mining.bots` leaves out, how many shoppers with them, and what
// becomes of the pairs: node scripts/measure-bots.ts [simulation.yaml simulation-harsh.yaml …]
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleShopFolder } from "../src/app/sample-shop.ts";
import { mineConfig } from "../src/behaviour/mine-config.ts";
import { openSources } from "../src/behaviour/mining-sources.ts";
import { miningParameters, miningSteps } from "../src/behaviour/mining-steps.ts";
import { createQueryTexts } from "../src/behaviour/query-texts.ts";
import { runStep, stepText } from "../src/behaviour/sql-step.ts";
import { silentProgress } from "../src/domain/progress.ts";
import { marketShops } from "../src/simulation/market-shop.ts";
import { readShop } from "../src/simulation/read-shop.ts";
import { simulateVisits } from "../src/simulation/simulate-events.ts";
import { writeLog } from "../src/simulation/write-log.ts";
import { openSql, type Sql } from "../src/sql/sql.ts";

const { signal } = new AbortController();

/** Rules to compare, by what they are called in the table. */
const rules = {
  none: { searches: null },
  default: {},
  "searches: 30": { searches: 30 },
  "acts-per-minute: 20": { actsPerMinute: 20 },
  "acts-per-minute: 20, minimum-acts: 5": { actsPerMinute: 20, minimumActs: 5 },
} as const;

interface Sources {
  readonly events: { readonly files: readonly string[] };
  readonly products: { readonly files: readonly string[] };
}

async function mined(sql: Sql, sources: Sources, bots: object) {
  const config = mineConfig.parse({ queryGate: { customers: 1 }, bots });
  const parameters = miningParameters(config, 1);
  return sql.use(async (connection) => {
    await openSources(connection, sources);
    await createQueryTexts(sql, connection, sources, signal);
    for (const step of miningSteps) await runStep(connection, step, parameters);
    const rows = async (select: string) => (await connection.runAndReadAll(select)).getRows();
    const sessions = await rows("SELECT thread FROM bots");
    const pairs = async (name: string) =>
      new Set(
        (await rows(`SELECT "headA", "headB" FROM (${stepText(name, parameters)})`)).map(String),
      );
    return {
      sessions: new Set(sessions.map(([thread]) => String(thread).replace(/^session /, ""))),
      searchBuy: await pairs("search-buy-pairs"),
      coBuy: await pairs("co-buy-pairs"),
    };
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
    const filesOf = (name: string) => ({
      files: readdirSync(join(folder, name)).map((one) => join(folder, name, one)),
    });
    const open = () =>
      openSql({ threads: 2, memoryLimit: "2GB", temporaryFolder: join(folder, "spill") });
    const writer = await open();
    const request = { folder, markets, options, forms: ["events"] as const, signal };
    await writeLog(writer, { ...request, progress: silentProgress });
    writer.close();
    const sources = { events: filesOf("events"), products: filesOf("products") };
    let before: Awaited<ReturnType<typeof mined>> | undefined;
    for (const [rule, bots] of Object.entries(rules)) {
      const sql = await open();
      const after = await mined(sql, sources, bots);
      sql.close();
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
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.table(rows);
