import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import { events, type ShopEvent } from "../domain/tables/events.ts";
import { products } from "../domain/tables/products.ts";
import type { WrittenParquet } from "../sql/hash-parquet.ts";
import { openParquetWriter, type ParquetWriter } from "../sql/parquet-table.ts";
import { type Sql, sqlText } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import type { MarketShop } from "./market-shop.ts";
import { shopProducts } from "./shop-products.ts";
import { dayMs, type SimulationOptions, simulateSessions } from "./simulate-events.ts";

export const logForms = ["events", "ubi"] as const;
/** `events`: the events table. `ubi`: events and queries of User Behavior Insights. */
export type LogForm = (typeof logForms)[number];

export interface WrittenLog {
  readonly products: WrittenParquet;
  /** One for each day with events, in order. */
  readonly days: readonly (WrittenParquet & { readonly day: string })[];
  readonly events: number;
  /** Of the catalogue and of all days' events: the same for the same shop, settings and seed. */
  readonly content: string;
}

/**
 * Writes a simulated catalogue and log as Parquet: `products/FIRST-DAY.parquet`,
 * `events/DAY.parquet` and `ubi/DAY-events.parquet` with `ubi/DAY-queries.parquet`. Only one day is
 * held at a time, by the engine, which spills what is too much; and the returns that lie ahead.
 * Each file appears whole.
 *
 * @throws CosmoError DISK_FULL, NOT_WRITABLE, MEMORY_LIMIT
 */
export async function writeLog(
  sql: Sql,
  folder: string,
  markets: readonly MarketShop[],
  options: SimulationOptions,
  forms: readonly LogForm[],
  signal: AbortSignal,
  progress: Progress,
): Promise<WrittenLog> {
  for (const name of ["products", ...forms]) await mkdir(join(folder, name), { recursive: true });
  const productFile = join(folder, "products", `${dayName(options.from)}.parquet`);
  const writtenProducts = await writeProducts(sql, productFile, markets, options.from);
  const days: (WrittenParquet & { readonly day: string })[] = [];
  const keeps = forms.includes("events");
  const finishDay = async (number: number, finished: Day): Promise<void> => {
    const name = dayName(options.from + number * dayMs);
    const file = join(folder, keeps ? "events" : "ubi", `${name}.parquet`);
    const written = await finished.finish(file);
    if (written === null) return;
    days.push({ day: name, ...written });
    if (forms.includes("ubi")) await writeUbi(sql, file, join(folder, "ubi", name));
    if (!keeps) await rm(file);
  };
  // Events of later days, where a session or a return reaches there.
  const ahead = new Map<number, ShopEvent[]>();
  let today = 0;
  let day = await openDay(sql);
  // The engine sorts and writes one day while shoppers walk through the next.
  let finishing: Promise<void> = Promise.resolve();
  const nextDay = async (): Promise<void> => {
    await finishing;
    finishing = finishDay(today, day);
    finishing.catch(() => {});
    today += 1;
    day = await openDay(sql, ahead.get(today));
    ahead.delete(today);
  };
  progress.started("simulate", "sessions", options.sessions);
  let sessions = 0;
  try {
    for (const session of simulateSessions(markets, options)) {
      const [first] = session;
      while (first && dayOf(first, options) > today) await nextDay();
      for (const event of session) {
        const dayOfEvent = dayOf(event, options);
        if (dayOfEvent === today) day.write(event);
        else {
          const waiting = ahead.get(dayOfEvent);
          if (waiting === undefined) ahead.set(dayOfEvent, [event]);
          else waiting.push(event);
        }
      }
      sessions += 1;
      if (sessions % 500 === 0) {
        progress.progressed(sessions);
        // Made without a pause, the sessions would keep Ctrl-C from being heard.
        await setImmediate(undefined, { signal });
      }
    }
    while (today < options.days) await nextDay();
    await finishing;
  } finally {
    await finishing.catch(() => {});
    day.close();
  }
  progress.finished();
  return {
    products: writtenProducts,
    days,
    events: days.reduce((sum, { rows }) => sum + rows, 0),
    content: hashOf([writtenProducts.content, days.map(({ day, content }) => [day, content])]),
  };
}

const dayOf = ({ time }: ShopEvent, { from }: SimulationOptions): number =>
  Math.floor((time - from) / dayMs);

const dayName = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The events of one day, on their way into its file. */
interface Day {
  write(event: ShopEvent): void;
  /** Null where there was no event. */
  finish(file: string): Promise<WrittenParquet | null>;
  close(): void;
}

async function openDay(sql: Sql, before: readonly ShopEvent[] = []): Promise<Day> {
  const writer = await openParquetWriter(sql, events);
  let rows = 0;
  const write = (event: ShopEvent): void => {
    rows += 1;
    writer.write(event);
  };
  before.forEach(write);
  return {
    write,
    async finish(file) {
      try {
        return rows === 0 ? null : await finishWhole(writer, file);
      } finally {
        writer.close();
      }
    },
    close: () => writer.close(),
  };
}

/** Under its name the file is there whole, or not at all. */
async function finishWhole(
  writer: Pick<ParquetWriter<never>, "finish">,
  file: string,
): Promise<WrittenParquet> {
  const written = await writer.finish(`${file}.unfinished`);
  await rename(`${file}.unfinished`, file);
  return written;
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

/** The same events as UBI documents; nested fields are structures. */
function writeUbi(sql: Sql, eventFile: string, path: string): Promise<void> {
  return sql.use(async (connection) => {
    await connection.run("SET preserve_insertion_order = true");
    for (const name of ["events", "queries"]) {
      const file = new URL(`ubi-${name}.sql`, import.meta.url);
      const select = sqlFromFile(file, { events: { files: [eventFile] } });
      const to = `${path}-${name}.parquet`;
      await connection.run(
        `COPY (${select}) TO ${sqlText(`${to}.unfinished`)} (FORMAT parquet, COMPRESSION zstd)`,
      );
      await rename(`${to}.unfinished`, to);
    }
  });
}
