import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import { products } from "../domain/tables/products.ts";
import type { WrittenParquet } from "../sql/hash-parquet.ts";
import { openParquetWriter } from "../sql/parquet-table.ts";
import type { Sql } from "../sql/sql.ts";
import { type DayFile, dayFile, finishWhole } from "./day-file.ts";
import type { MarketShop } from "./market-shop.ts";
import { shopProducts } from "./shop-products.ts";
import { dayMs, type SimulationOptions, simulateSessions } from "./simulate-events.ts";
import { writeUbi } from "./write-ubi.ts";

export const logForms = ["events", "ubi"] as const;
/** `events`: the events table. `ubi`: events and queries of User Behavior Insights. */
export type LogForm = (typeof logForms)[number];

export interface WrittenLog {
  readonly products: WrittenParquet;
  /** One for each day with events, in order. */
  readonly days: readonly WrittenDay[];
  readonly events: number;
  /** Of the catalogue and of all days' events: the same for the same shop, settings and seed. */
  readonly content: string;
}

interface WrittenDay extends WrittenParquet {
  /** Such as 2025-10-15. */
  readonly day: string;
}

export interface LogRequest {
  /** Must be there. */
  readonly folder: string;
  readonly markets: readonly MarketShop[];
  readonly options: SimulationOptions;
  readonly forms: readonly LogForm[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Sessions after which others get their turn: Ctrl-C would not be heard without a pause. */
const sessionsPerTurn = 500;

/**
 * Writes a simulated catalogue and log as Parquet: `products/FIRST-DAY.parquet`,
 * `events/DAY.parquet` and `ubi/DAY-events.parquet` with `ubi/DAY-queries.parquet`. Only one day is
 * held at a time, by the engine, which spills what is too much; and the returns that lie ahead.
 * Each file appears whole.
 *
 * @throws CosmoError DISK_FULL, NOT_WRITABLE, MEMORY_LIMIT
 */
export async function writeLog(sql: Sql, request: LogRequest): Promise<WrittenLog> {
  const { folder, markets, options, forms, signal, progress } = request;
  for (const name of ["products", ...forms]) await mkdir(join(folder, name), { recursive: true });
  const productFile = join(folder, "products", `${dayName(options, 0)}.parquet`);
  const writtenProducts = await writeProducts(sql, productFile, markets, options.from);
  const days: WrittenDay[] = [];
  const finishDay = async (number: number, finished: DayFile): Promise<void> => {
    const written = await writeDay(sql, request, dayName(options, number), finished);
    if (written !== null) days.push(written);
  };
  // Events of later days, where a session or a return reaches there.
  const ahead = new Map<number, ShopEvent[]>();
  let today = 0;
  let day = dayFile(sql);
  // The engine sorts and writes one day while shoppers walk through the next.
  let finishing: Promise<void> = Promise.resolve();
  const nextDay = async (): Promise<void> => {
    await finishing;
    finishing = finishDay(today, day);
    finishing.catch(() => {});
    today += 1;
    day = dayFile(sql);
    for (const event of ahead.get(today) ?? []) await day.write(event);
    ahead.delete(today);
  };
  const work = progress.started("simulate", "sessions", options.sessions);
  let sessions = 0;
  try {
    for (const session of simulateSessions(markets, options)) {
      const [first] = session;
      while (first && dayOf(first, options) > today) await nextDay();
      for (const event of session) {
        const number = dayOf(event, options);
        if (number === today) await day.write(event);
        else if (ahead.get(number)?.push(event) === undefined) ahead.set(number, [event]);
      }
      sessions += 1;
      if (sessions % sessionsPerTurn === 0) {
        work.progressed(sessions);
        await setImmediate(undefined, { signal });
      }
    }
    while (today < options.days) await nextDay();
    await finishing;
  } finally {
    await finishing.catch(() => {});
    day.close();
  }
  work.finished();
  return {
    products: writtenProducts,
    days,
    events: days.reduce((sum, { rows }) => sum + rows, 0),
    content: hashOf([
      writtenProducts.content,
      days.map(({ day: name, content }) => [name, content]),
    ]),
  };
}

const dayOf = ({ time }: ShopEvent, { from }: SimulationOptions): number =>
  Math.floor((time - from) / dayMs);

const dayName = ({ from }: SimulationOptions, day: number): string =>
  new Date(from + day * dayMs).toISOString().slice(0, 10);

/** Writes the events of a day in the forms that are asked for; null where there was none. */
async function writeDay(
  sql: Sql,
  { folder, forms }: LogRequest,
  day: string,
  finished: DayFile,
): Promise<WrittenDay | null> {
  const isKept = forms.includes("events");
  const file = join(folder, isKept ? "events" : "ubi", `${day}.parquet`);
  const written = await finished.finish(file);
  if (written === null) return null;
  if (forms.includes("ubi")) await writeUbi(sql, file, join(folder, "ubi", day));
  if (!isKept) await rm(file);
  return { day, ...written };
}

async function writeProducts(
  sql: Sql,
  file: string,
  markets: readonly MarketShop[],
  from: number,
): Promise<WrittenParquet> {
  const writer = await openParquetWriter(sql, products);
  try {
    for (const market of markets) {
      for (const product of shopProducts(market, from)) writer.write(product);
    }
    return await finishWhole(writer, file);
  } finally {
    writer.close();
  }
}
