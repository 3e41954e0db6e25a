import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { allPairs } from "../behaviour/explanation/asked-pairs.ts";
import { storedLog } from "../behaviour/explanation/explanation-for-tests.ts";
import { drawSample } from "../behaviour/mining-plan/draw-sample.ts";
import { estimateMining } from "../behaviour/mining-plan/estimate-mining.ts";
import { miningSettings, stageSettings } from "../behaviour/mining-settings.ts";
import { silentProgress } from "../domain/progress.ts";
import { events as eventTable } from "../domain/tables/events.ts";
import { products as productTable } from "../domain/tables/products.ts";
import { marketShops } from "../simulation/market-shop.ts";
import { readShop } from "../simulation/read-shop.ts";
import { shopProducts } from "../simulation/shop-products.ts";
import { simulateEvents } from "../simulation/simulate-events.ts";
import { importFiles } from "./import-files.ts";
import { planFreeStages } from "./plan-mining.ts";
import { runWorkspace } from "./run.ts";
import { sampleShopFolder } from "./sample-shop.ts";
import { nextCommand, workspaceStatus } from "./status.ts";
import { type Workspace, withWorkspace } from "./workspace.ts";

const place = await openStorePlace();
const { signal } = new AbortController();
const telling = { signal, progress: silentProgress };

test("of the sample shop's log, and of a quarter of it, the pairs are what was estimated", async () => {
  const shop = await readShop(sampleShopFolder);
  const { simulation } = shop;
  const markets = marketShops(shop, null, simulation.log.seed);
  const options = { settings: simulation, ...simulation.log, sessions: 800 };
  const log = [...simulateEvents(markets, options)];
  const store = openNewStore(place);
  const filesOf = async (...rows: Parameters<typeof datasetOfRows>) => ({
    files: store.files(await datasetOfRows(...rows)),
  });
  const rows = markets.flatMap((market) => [...shopProducts(market, options.from)]);
  const products = await filesOf(store, productTable, rows);
  const settings = stageSettings(miningSettings.parse({}));
  const sessions = [...new Set(log.map(({ session }) => session))];
  for (const part of [1, 4]) {
    const drawn = new Set(sessions.filter((_, index) => index % part === 0));
    const logged = log.filter(({ session }) => drawn.has(session));
    const mined = await storedLog(place, { products: rows, events: logged });
    const found = await mined({}, ({ connection }) => allPairs(connection));
    const events = { ...(await filesOf(store, eventTable, logged)), rows: logged.length };
    const sample = await drawSample({
      ...{ sql: place.sql, products, events, wanted: 4000, folder: place.newFolder() },
      ...{ settings, seed: 1, ...telling },
    });
    const all = { spans: 1, events: logged.length, largestEvents: logged.length };
    const whole = { events: logged.length, anew: all, earlier: null };
    const { pairs } = estimateMining(sample, whole);
    for (const behaviour of ["searchBuy", "coBuy"] as const) {
      const actual = found.filter((pair) => pair.behaviour === behaviour).length;
      const { low, high } = pairs[behaviour];
      assert(low <= actual && actual <= high, `${part} ${behaviour}: ${low} ${actual} ${high}`);
      assert(high < actual * part * 12, `${part} ${behaviour}: ${high} is far from ${actual}`);
    }
  }
});

const folder = mkdtempSync(join(tmpdir(), "cosmo-plan-mining-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const configure = (more: string, engine = "duckdb"): void =>
  writeFileSync(
    join(folder, "cosmo.yaml"),
    `language-model: { base-url: "http://127.0.0.1:9/v1", model: none }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
sql: { memory-limit: 1.5GB, engine: ${engine} }
${more}
`,
  );
configure("");
let time = Date.UTC(2030, 0, 1);
const workspaceOptions = {
  ...{ folder, ...telling },
  environment: { variables: {}, home: folder, currentFolder: folder, now: () => time++ },
};

const inWorkspace = <Result>(work: (workspace: Workspace) => Promise<Result>): Promise<Result> =>
  withWorkspace(workspaceOptions, work);

test("a plan has rows, days and what mining takes; after the run there is nothing to do", async () => {
  const write = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""));
    return join(folder, name);
  };
  const request = { format: null, map: [], timeZone: null, replace: false, ...telling } as const;
  const bring = (table: "products" | "events", path: string, replaceDays = false) =>
    inWorkspace(async (workspace) => {
      await importFiles(workspace, { ...request, table, paths: [path], replaceDays });
    });
  const log = (name: string, days: readonly string[], replaceDays = false) => {
    const rows = days.flatMap((day) => ["a", "b"].map((sku) => `${day},${sku},${day}T12:00:00Z`));
    return bring("events", write(name, ["session,sku,time", ...rows]), replaceDays);
  };
  await bring("products", write("products.csv", ["sku,title", "a,Tent", "b,Lamp"]));
  await log("events.csv", ["2026-01-30", "2026-01-31", "2026-02-02"]);
  const plan = () =>
    inWorkspace((workspace) => planFreeStages(workspace, { stages: ["mine"], ...telling }));
  const run = () =>
    inWorkspace((workspace) => runWorkspace(workspace, { stages: ["mine"], ...telling }));
  const [, , observing, before] = (await plan()).stages;
  assert.deepEqual([observing?.state, observing?.rows], ["never", { products: 2, events: 6 }]);
  assert.deepEqual([before?.state, before?.rows], ["never", { products: 2 }]);
  const { days, pairs, memoryLimitBytes, spillBytes, sample } = before?.mining ?? {};
  assert.deepEqual(days, {
    ...{ first: "2026-01-30", last: "2026-02-02", count: 3, anew: 3, there: 0 },
  });
  assert.deepEqual(pairs?.coBuy, { low: 1, expected: 1, high: 1 });
  assert.deepEqual(spillBytes, { low: 0, expected: 0, high: 0 });
  assert.deepEqual([memoryLimitBytes, sample?.events], [1.5e9, 6]);

  await run();
  const [, , , done] = (await plan()).stages;
  assert.deepEqual([done?.state, done?.rows, done?.mining], ["done", {}, null]);
  const next = inWorkspace(async (workspace) => nextCommand(await workspaceStatus(workspace)));
  assert.equal(await next, "cosmo run --plan");

  await log("later.csv", ["2026-02-03"]);
  const [, , , later] = (await plan()).stages;
  assert.deepEqual(later?.mining?.days, {
    ...{ first: "2026-01-30", last: "2026-02-03", count: 4, anew: 2, there: 2 },
  });
  assert.equal(later?.mining?.minedBy, "sample");
  configure("mining: { search-buy: { within-minutes: 7 } }");
  const [, , , moved] = (await plan()).stages;
  assert.deepEqual([moved?.mining?.days.anew, moved?.mining?.days.there], [4, 0]);
  configure("mining: { half-life-days: 30, co-buy: { minimum-count: 2, strongest: 0.5 } }");
  await run();
  configure("");
  const [, , observed, cut] = (await plan()).stages;
  assert.equal(observed?.state, "done");
  const seconds = cut?.mining?.seconds?.observe.expected;
  assert.deepEqual([cut?.mining?.days.anew, cut?.mining?.days.there, seconds], [0, 4, 0]);
  assert.equal(cut?.mining?.minedBy, "run");

  await log("later.csv", ["2026-02-03"], true);
  const [, , , replaced] = (await plan()).stages;
  assert.deepEqual([replaced?.mining?.days.anew, replaced?.mining?.days.there], [4, 0]);
  // Of the corrected day most events are those that an earlier import holds too.
  await log("corrected.csv", ["2026-02-03", "2026-02-04"], true);
  const [, , , corrected] = (await plan()).stages;
  assert.deepEqual(
    [corrected?.mining?.days.last, corrected?.mining?.sample.events],
    ["2026-02-04", 10],
  );

  // DuckDB draws and mines the sample all the same, and its pairs hold for any engine.
  configure("", "spark");
  const [, , , onSpark] = (await plan()).stages;
  assert.deepEqual(onSpark?.mining, {
    ...{ engine: "spark", pairs: corrected?.mining?.pairs, days: corrected?.mining?.days },
    sample: { events: 10, seconds: onSpark?.mining?.sample.seconds },
    ...{ peakBytes: null, seconds: null, minedBy: null },
    ...{ memoryLimitBytes: null, spillBytes: null, freeDiskBytes: null },
  });
});
