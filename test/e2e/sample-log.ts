import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { marketShops } from "../../src/simulation/market-shop.ts";
import { readShop } from "../../src/simulation/read-shop.ts";
import { shopProducts } from "../../src/simulation/shop-products.ts";
import { simulateEvents } from "../../src/simulation/simulate-events.ts";
import { cosmoJson } from "./cosmo-command.ts";

const labelsFile = fileURLToPath(
  new URL("../../samples/labels/sample-shop.jsonl", import.meta.url),
);
const shopFolder = fileURLToPath(new URL("../../samples/shop", import.meta.url));

export interface SampleLog {
  readonly productsFile: string;
  readonly eventsFile: string;
  readonly events: readonly ShopEvent[];
}

/** Writes the sample shop's catalogue and a short simulated log as files to import. */
export async function writeSampleLog(folder: string, sessions: number): Promise<SampleLog> {
  const shop = await readShop(shopFolder);
  const { simulation } = shop;
  const markets = marketShops(shop, null, simulation.log.seed);
  const options = { settings: simulation, ...simulation.log, sessions };
  const events = [...simulateEvents(markets, options)];
  const [productsFile, eventsFile] = [join(folder, "shop.jsonl"), join(folder, "log.jsonl")];
  writeFileSync(
    productsFile,
    jsonLines(markets.flatMap((market) => [...shopProducts(market, options.from)])),
  );
  writeFileSync(eventsFile, jsonLines(events));
  return { productsFile, eventsFile, events };
}

export const jsonLines = (rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

export async function importSample(
  { productsFile, eventsFile }: SampleLog,
  workspace: string,
): Promise<void> {
  const options = { folder: workspace };
  await cosmoJson(["import", "products", productsFile], options);
  await cosmoJson(["import", "events", eventsFile], options);
}

/** Takes in a quarter of the sample shop's labels as one's own: a critic learns from them in seconds. */
export async function importOwnLabels(folder: string, workspace: string): Promise<void> {
  const lines = readFileSync(labelsFile, "utf8").trimEnd().split("\n");
  const quarter = lines.filter((_, place) => place % 4 === 0);
  const file = join(folder, "labels.jsonl");
  writeFileSync(file, jsonLines(quarter.map((line) => ({ ...JSON.parse(line), data: "own" }))));
  await cosmoJson(["import", "labels", file], { folder: workspace });
}
