import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { onDisk, writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { Progress } from "../domain/progress.ts";
import { marketShops } from "../simulation/market-shop.ts";
import { readShop, usualSettings } from "../simulation/read-shop.ts";
import { type LogForm, logForms, writeLog } from "../simulation/write-log.ts";
import { openSql } from "../sql/sql.ts";
import type { Environment } from "./environment.ts";
import { sampleShopFolder } from "./sample-shop.ts";

export { type LogForm, logForms };

export interface SimulateRequest {
  readonly out: string;
  /** Folder of the shop; null: the sample shop. */
  readonly shop: string | null;
  /** File of settings in the shop's folder; null: `simulation.yaml`. */
  readonly settings: string | null;
  /** Over all sites; null: the catalogue as it is written, on the shop's own site. */
  readonly products: number | null;
  /** What the settings say where null. */
  readonly sessions: number | null;
  readonly seed: number | null;
  readonly days: number | null;
  /** Milliseconds since 1970 UTC. */
  readonly from: number | null;
  readonly forms: readonly LogForm[];
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface SimulateResult {
  readonly out: string;
  readonly shop: string;
  readonly settings: string;
  readonly seed: number;
  readonly sessions: number;
  readonly days: number;
  readonly sites: readonly string[];
  readonly products: number;
  readonly events: number;
  readonly forms: readonly LogForm[];
  /** Hash of all rows: the same for the same shop, settings and seed. */
  readonly content: string;
  readonly seconds: number;
  /** The largest share of memory that the process held, in MiB. */
  readonly peakMemoryMiB: number;
}

/** All are held in memory, at about a kilobyte each. */
const mostProducts = 1_000_000;

/** Says what a folder holds; written before the files as unfinished, and after them whole. */
const manifestName = "simulation.json";

/**
 * Simulates shoppers and writes catalogue and log as Parquet files that can be imported.
 * @throws CosmoError OUT_NOT_EMPTY, NOT_A_FOLDER, SHOP_NOT_FOUND, SHOP_INVALID, DISK_FULL
 */
export async function simulate(request: SimulateRequest): Promise<SimulateResult> {
  const { environment, forms, signal, progress } = request;
  const out = resolve(environment.currentFolder, request.out);
  await refuseOthersFiles(out);
  const folder = request.shop ?? sampleShopFolder;
  const settings = request.settings ?? usualSettings;
  const shop = await readShop(resolve(environment.currentFolder, folder), settings);
  const usual = shop.simulation.log;
  const options = {
    settings: shop.simulation,
    sessions: request.sessions ?? usual.sessions,
    seed: request.seed ?? usual.seed,
    days: request.days ?? usual.days,
    from: request.from ?? usual.from,
  };
  const own = shop.products.length;
  if (request.products !== null && (request.products < own || request.products > mostProducts)) {
    throw new CosmoError(
      "PRODUCTS_OUT_OF_RANGE",
      `${request.products.toLocaleString("en-US")} products: a shop that is written with ${own.toLocaleString("en-US")} grows to no fewer, and to ${mostProducts.toLocaleString("en-US")} at the most`,
      { hint: "Name a number between, or leave --products out.", exitCode: 2 },
    );
  }
  const startedAt = environment.now();
  const markets = marketShops(shop, request.products, options.seed);
  await onDisk(out, () => mkdir(out, { recursive: true }));
  const manifest = join(out, manifestName);
  await writeFileDurably(manifest, json({ complete: false }));
  // What an interrupted one left may be of other days.
  for (const name of ["products", ...logForms]) {
    await onDisk(out, () => rm(join(out, name), { recursive: true, force: true }));
  }
  const spill = join(out, "spill");
  const sql = await openSql({ threads: 2, memoryLimit: "700MB", temporaryFolder: spill });
  try {
    const log = { folder: out, markets, options, forms, signal, progress };
    const written = await onDisk(out, () => writeLog(sql, log));
    const result: SimulateResult = {
      out: request.out,
      shop: shop.name,
      settings,
      seed: options.seed,
      sessions: options.sessions,
      days: options.days,
      sites: markets.map(({ market }) => market.site),
      products: written.products.rows,
      events: written.events,
      forms,
      content: written.content,
      seconds: Math.round((environment.now() - startedAt) / 100) / 10,
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    await writeFileDurably(manifest, json({ complete: true, ...result, written }));
    return result;
  } finally {
    sql.close();
    await rm(spill, { recursive: true, force: true });
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** An interrupted simulation is begun anew; anything else that lies there is not ours to overwrite. */
async function refuseOthersFiles(out: string): Promise<void> {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code !== "ENOTDIR") return onDisk(out, () => Promise.reject(error));
    throw new CosmoError("NOT_A_FOLDER", `${out} can't be a folder: a file is in its place`, {
      hint: "Name another folder with --out.",
      cause: error,
      exitCode: 2,
    });
  });
  if (names.length === 0) return;
  const begun = await readJsonFile<{ readonly complete: boolean }>(join(out, manifestName), {
    hint: "Name another folder with --out.",
  });
  if (begun?.complete === false) return;
  throw new CosmoError(
    "OUT_NOT_EMPTY",
    `${out} ${begun === undefined ? "is not empty" : "holds a finished simulation"}`,
    { hint: "Name another folder with --out, or remove this one.", exitCode: 2 },
  );
}
