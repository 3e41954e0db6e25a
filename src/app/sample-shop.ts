import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import { events } from "../domain/tables/events.ts";
import { products } from "../domain/tables/products.ts";
import type { ImportItem } from "../intake/import-item.ts";
import { readShop } from "../simulation/read-shop.ts";
import { shopProducts } from "../simulation/shop-products.ts";
import { simulateEvents } from "../simulation/simulate-events.ts";
import { storeImport } from "./imports.ts";
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

/** Imports the catalogue of the sample shop and its seeded log of shopping sessions. */
export async function importSampleShop(
  workspace: Workspace,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { store, imports, environment } = workspace;
  const shop = await readShop(sampleShopFolder);
  const { from, days, sessions, seed } = shop.simulation.log;
  const catalogue = shopProducts(shop);
  const log = simulateEvents(shop, { from, days, sessions, seed });
  const recipe = hashOf([shop, from, days, sessions, seed]);
  if ((await imports.list()).some((one) => one.recipe === `${recipe}-events`)) return;
  const about = { format: "sample", importedAt: new Date(environment.now()).toISOString() };
  for (const [table, stored] of [
    [
      "products",
      await storeImport(
        store,
        products,
        `${recipe}-products`,
        asItems(catalogue, "samples/shop/products", signal),
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
    await imports.add({
      table,
      recipe: `${recipe}-${table}`,
      sources: [table === "products" ? "samples/shop/products" : `simulated log, seed ${seed}`],
      ...about,
      ...counts,
      notices: [],
      complete: true,
    });
  }
}
