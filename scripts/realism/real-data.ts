import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { parseMap } from "../../src/intake/columns/column-map.ts";
import { requireFormat } from "../../src/intake/files/format.ts";
import { readRecords } from "../../src/intake/files/read-records.ts";
import type { EventImportOptions } from "../../src/intake/import-item.ts";
import { notProductCodes, orderLinesConfig } from "../../src/intake/order-lines.ts";
import { readEvents } from "../../src/intake/read-events.ts";
import { dayMs } from "../../src/simulation/simulate-events.ts";
import { coBuyFigures } from "./co-buy-figures.ts";
import { popularityOf } from "./popularity.ts";
import { basketSizes, customerFigures, purchaseFigures } from "./purchase-figures.ts";
import { queryWords, searchFigures } from "./search-figures.ts";
import { sessionFigures } from "./session-figures.ts";

export type RealFigures = Awaited<ReturnType<typeof realFigures>>;

/** What is not there, by its place in the folder of the data. */
export interface Missing {
  readonly missing: string;
}

/** @param folder of the real data, beside the repository; what is not there is said to be missing */
export async function realFigures(folder: string) {
  const of = async <Figures>(
    name: string,
    read: (path: string) => Promise<Figures>,
  ): Promise<Figures | Missing> => {
    const path = join(folder, name);
    return existsSync(path) ? await read(path) : { missing: name };
  };
  return {
    bundleRec: await of("bundles", bundleRec),
    onlineRetail: await of("online_retail/online_retail.csv.gz", onlineRetail),
    ubi: await of("ubi/queries_events.ndjson.gz", ubi),
    queryWords: {
      esci: await of("esci/judgements.jsonl.gz", (path) => queryLengths(path, "query")),
      crowdFlower: await of("crowdflower/judgements.csv.gz", (path) => queryLengths(path, "query")),
      homeDepot: await of("homedepot/judgements.csv.gz", (path) =>
        queryLengths(path, "search_term"),
      ),
    },
  };
}

/** Figures, or undefined where the data is missing. */
export const present = <Figures extends object>(
  figures: Figures,
): Exclude<Figures, Missing> | undefined =>
  "missing" in figures ? undefined : (figures as Exclude<Figures, Missing>);

/** Real sessions; every item is taken for a purchase, and times are whole days. */
async function bundleRec(path: string) {
  const { events, rejected } = await eventsOf(path, { format: "bundlerec" });
  const byDomain = Map.groupBy(events, ({ session }) => session?.split("-")[0] ?? "");
  return {
    rejected,
    sessionItems: basketSizes(events),
    popularity: popularityOf(events),
    customer: customerFigures(events),
    coBuyByDomain: Object.fromEntries(
      [...byDomain].map(([domain, ofDomain]) => [domain, coBuyFigures(ofDomain)]),
    ),
  };
}

/** Invoices of a gift shop over a year, without lines for postage, fees and corrections of the stock. */
async function onlineRetail(path: string) {
  const map = parseMap([
    ...["session=InvoiceNo", "product=StockCode", "time=InvoiceDate"],
    ...["quantity=Quantity", "customer=CustomerID"],
  ]);
  const { events, rejected } = await eventsOf(path, { map });
  const last = events.reduce((latest, { time }) => Math.max(latest, time), 0);
  const { returnsPerPurchase, purchases } = purchaseFigures(events);
  return {
    rejected,
    purchases,
    returnsPerPurchase,
    basket: basketSizes(events),
    popularity: popularityOf(events),
    customer: {
      year: customerFigures(events).orders,
      last60Days: customerFigures(events.filter(({ time }) => time > last - 60 * dayMs)).orders,
    },
    coBuy: coBuyFigures(events),
  };
}

/** Demo shops, each for itself: one application shows five results whatever is searched. */
async function ubi(path: string) {
  const { events, rejected } = await eventsOf(path, { format: "ubi" });
  const bySite = [...Map.groupBy(events, ({ site }) => site)].map(([site, ofSite]) => {
    const { searches, clicks, shareWithoutClick, shareReformulated, clickRateByPosition } =
      searchFigures(ofSite);
    const session = sessionFigures(ofSite);
    return [
      site,
      {
        sessions: session.sessions,
        searchesPerSession: session.searches,
        searches,
        clicks,
        shareWithoutClick,
        shareReformulated,
        purchases: ofSite.filter(({ kind }) => kind === "purchase").length,
        clickRateByPosition,
      },
    ] as const;
  });
  return { rejected, bySite: Object.fromEntries(bySite) };
}

async function queryLengths(path: string, column: string) {
  const file = { path, name: basename(path) };
  const records = await readRecords(file, requireFormat(path), new AbortController().signal);
  const queries: string[] = [];
  for await (const batch of records.batches) {
    const cell = records.cell(column);
    for (const record of batch) {
      const query = "problem" in record ? null : cell(record.value);
      if (typeof query === "string") queries.push(query.trim());
    }
  }
  return queryWords(queries).distinct;
}

async function eventsOf(path: string, options: Partial<EventImportOptions>) {
  const all: EventImportOptions = {
    ...{
      format: null,
      map: {},
      site: null,
      locale: "en-US",
      timeZone: "UTC",
      dateOrder: null,
      encoding: null,
      notice: () => {},
    },
    hashCustomer: (id) => id,
    kinds: new Map(),
    now: Date.now(),
    notProducts: notProductCodes(orderLinesConfig.parse({})),
    ...options,
  };
  const events: ShopEvent[] = [];
  let rejected = 0;
  for await (const item of readEvents([path], all, new AbortController().signal)) {
    if ("row" in item) events.push(item.row);
    else rejected += 1;
  }
  return { events, rejected };
}
