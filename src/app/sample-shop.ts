import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { datasetOf } from "../artifact/dataset.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import { events } from "../domain/tables/events.ts";
import { products } from "../domain/tables/products.ts";
import type { ImportItem } from "../intake/import-item.ts";
import { marketShops } from "../simulation/market-shop.ts";
import { readShop } from "../simulation/read-shop.ts";
import { shopProducts } from "../simulation/shop-products.ts";
import { simulateEvents } from "../simulation/simulate-events.ts";
import { type ImportRecord, storeImport } from "./imports.ts";
import { arePresent } from "./present-parts.ts";
import { importedDays } from "./replaced-days/days-of-events.ts";
import type { Workspace } from "./workspace.ts";

export const sampleShopFolder: string = fileURLToPath(
  new URL("../../samples/shop", import.meta.url),
);

/** The settings of a demo workspace, as lines of `cosmo.yaml`. */
export const sampleConfiguration = (): Promise<string> =>
  readFile(join(sampleShopFolder, "demo.yaml"), "utf8");

async function* asItems<Row>(
  rows: Iterable<Row>,
  source: string,
  signal: AbortSignal,
): AsyncGenerator<ImportItem<Row>> {
  let line = 0;
  for (const row of rows) {
    line += 1;
    // Made without a pause, the rows would keep Ctrl-C from being heard.
    if (line % 1000 === 0) await setImmediate(undefined, { signal });
    yield { row, source, line };
  }
}

/** How an import of the sample shop is told from a person's own. */
const sampleFormat = "sample";

/**
 * Imports the catalogue of the sample shop and its seeded log of shopping sessions, where they are
 * not there whole.
 * @throws CosmoError WORKSPACE_NOT_DEMO
 */
export async function importSampleShop(
  workspace: Workspace,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { folder, store, imports, environment, configuration } = workspace;
  const shop = await readShop(sampleShopFolder);
  const { simulation } = shop;
  const { from, seed } = simulation.log;
  const markets = marketShops(shop, null, seed);
  const catalogue = markets.flatMap((market) => [...shopProducts(market, from)]);
  const log = simulateEvents(markets, { settings: simulation, ...simulation.log });
  const recipe = hashOf([markets, simulation]);
  const earlier = (await imports.list()).filter(({ table }) => table !== "labels");
  const own = earlier.find(({ format }) => format !== sampleFormat);
  if (own !== undefined) {
    throw new CosmoError(
      "WORKSPACE_NOT_DEMO",
      `${folder} has imports of its own (${own.sources[0] ?? own.table}): made-up ${own.table} must not come among them`,
      { hint: "Name another folder: `cosmo demo --workspace FOLDER`.", exitCode: 2 },
    );
  }
  const made = earlier.filter((one) => one.recipe === `${recipe}-${one.table}`);
  const datasets = made.map(({ table, parts }) => datasetOf(table, parts));
  if (made.length === earlier.length && made.length === 2) {
    if (await arePresent(store, datasets)) return;
  }
  const about = { format: sampleFormat, importedAt: new Date(environment.now()).toISOString() };
  for (const [table, stored] of [
    [
      "products",
      await storeImport(
        store,
        products,
        `${recipe}-products`,
        asItems(catalogue, "samples/shop", signal),
        signal,
        progress,
      ),
    ],
    [
      "events",
      await storeImport(
        store,
        events,
        `${recipe}-events`,
        asItems(log, "simulated log", signal),
        signal,
        progress,
      ),
    ],
  ] as const) {
    const { failure, ...counts } = stored;
    if (failure !== undefined) throw failure;
    const { timeZone } = configuration;
    const days = table === "events" ? await importedDays(workspace, counts.parts, timeZone) : null;
    const record: ImportRecord = {
      table,
      recipe: `${recipe}-${table}`,
      contents: recipe,
      sources: [table === "products" ? "samples/shop" : `simulated log, seed ${seed}`],
      ...about,
      ...counts,
      ...(days === null ? {} : { days }),
      notices: [],
      complete: true,
    };
    // Alone: a sample of before, made otherwise, would be counted beside it.
    await imports.add(record, { alone: true });
  }
}
