import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { marketShops } from "../../src/simulation/market-shop.ts";
import { readShop } from "../../src/simulation/read-shop.ts";
import { shopProducts } from "../../src/simulation/shop-products.ts";
import { simulateEvents } from "../../src/simulation/simulate-events.ts";
import { cosmoJson, workspaceWith } from "./cosmo-command.ts";
import { madeOnce } from "./made-once.ts";

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
  const made = await madeOnce(`log-of-${sessions}`, (aside) => simulateLog(aside, sessions));
  const [productsFile, eventsFile] = [join(folder, productsName), join(folder, eventsName)];
  copyFileSync(join(made, productsName), productsFile);
  copyFileSync(join(made, eventsName), eventsFile);
  const lines = readFileSync(eventsFile, "utf8").trimEnd().split("\n");
  return { productsFile, eventsFile, events: lines.map((line) => JSON.parse(line)) };
}

const [productsName, eventsName] = ["shop.jsonl", "log.jsonl"];

async function simulateLog(folder: string, sessions: number): Promise<void> {
  const shop = await readShop(shopFolder);
  const { simulation } = shop;
  const markets = marketShops(shop, null, simulation.log.seed);
  const options = { settings: simulation, ...simulation.log, sessions };
  const products = markets.flatMap((market) => [...shopProducts(market, options.from)]);
  writeFileSync(join(folder, productsName), jsonLines(products));
  writeFileSync(join(folder, eventsName), jsonLines([...simulateEvents(markets, options)]));
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

/** Gives an empty workspace what importing a log of the sample gives. */
export async function fillWithImported(workspace: string, sessions: number): Promise<void> {
  cpSync(join(await importedOnce(sessions), "data"), join(workspace, "data"), { recursive: true });
}

/**
 * The same, and what is made of the log before a model is asked: for tests of what comes after. In a workspace with other
 * settings of these stages they run again.
 * @param customers the setting `mining.query-gate.customers`
 */
export async function fillWithMined(
  workspace: string,
  { sessions, customers = 5 }: { readonly sessions: number; readonly customers?: number },
): Promise<void> {
  const made = await madeOnce(`mined-${sessions}-${customers}`, async (aside) => {
    // Labels for a critic that no test asks would be carried through all of its runs.
    const settings = `site: ${site}\nmining: { query-gate: { customers: ${customers} } }\ncritic: { by: none }\n`;
    await fillWithImported(workspaceWith(aside, "", settings), sessions);
    await cosmoJson(["run", "variants"], { folder: aside });
  });
  cpSync(join(made, "data"), join(workspace, "data"), { recursive: true });
}

const site = "wren-and-larder";

const importedOnce = (sessions: number): Promise<string> =>
  madeOnce(`imported-${sessions}`, async (aside) => {
    const log = await writeSampleLog(aside, sessions);
    await importSample(log, workspaceWith(aside, "", `site: ${site}\n`));
  });

/** Takes in an eighth of the sample shop's labels as one's own: a critic learns from them in seconds. */
export async function importOwnLabels(folder: string, workspace: string): Promise<void> {
  const lines = readFileSync(labelsFile, "utf8").trimEnd().split("\n");
  const eighth = lines.filter((_, place) => place % 8 === 0);
  const file = join(folder, "labels.jsonl");
  writeFileSync(file, jsonLines(eighth.map((line) => ({ ...JSON.parse(line), data: "own" }))));
  await cosmoJson(["import", "labels", file], { folder: workspace });
}
