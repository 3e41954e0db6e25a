import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { openStore, type PartDraft } from "../artifact/store.ts";
import { hashOf } from "../domain/hash.ts";
import { productId } from "../domain/ids.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { type EventKind, events, type ShopEvent } from "../domain/tables/events.ts";
import {
  type ProductCoverage,
  productCoverage,
  type QueryCoverage,
  queryCoverage,
  uncoveredProducts,
  uncoveredQueries,
} from "../domain/tables/mining-coverage.ts";
import { type MiningBin, miningDistributions } from "../domain/tables/mining-distributions.ts";
import { observedShows, replacedDays } from "../domain/tables/observed.ts";
import { type BehaviourPair, pairs } from "../domain/tables/pairs.ts";
import { type Product, products } from "../domain/tables/products.ts";
import { type Query, queries } from "../domain/tables/queries.ts";
import { type QueryProduct, queryProducts } from "../domain/tables/query-products.ts";
import { openSql } from "../sql/sql.ts";
import type { SqlSessions } from "../sql/sql-session.ts";
import type { FunnelRow } from "../stage/stage.ts";
import { openStageRecords, partsOf } from "../stage/stage-record.ts";
import { runMining, runObserving } from "./run-mining.ts";

/** Settings that let everything through, for tests of one rule at a time. */
export const allThrough = {
  searchBuy: { clickRateLow: 0, purchaseRateLow: 0 },
  queryGate: { customers: 1 },
  coBuy: { minimumLift: 0 },
};

const midnight = Date.UTC(2026, 0, 31);
export const minute = (count: number): number => midnight + count * 60_000;

export function product(sku: string, details: Partial<Product> = {}): Product {
  return {
    id: productId("default", sku, 1),
    site: "default",
    sku,
    epoch: 1,
    parent: null,
    title: `Product ${sku}`,
    titleHash: hashOf(`Product ${sku}`),
    productType: null,
    domain: "Others",
    categoryPath: [],
    attributes: {},
    locale: "en-US",
    validFrom: null,
    validTo: null,
    ...details,
  };
}

let eventCount = 0;

/** An event in session `s`, so many minutes after midnight of the last day of January 2026. */
export function happened(
  kind: EventKind,
  minutes: number,
  details: Partial<ShopEvent> = {},
): ShopEvent {
  eventCount += 1;
  return {
    id: `e${String(eventCount).padStart(6, "0")}`,
    time: minute(minutes),
    site: "default",
    locale: "en-US",
    session: "s",
    customer: null,
    kind,
    queryId: null,
    query: null,
    product: null,
    position: null,
    quantity: null,
    value: null,
    currency: null,
    arm: null,
    ...details,
  };
}

export interface Mined {
  readonly queries: readonly Query[];
  readonly pairs: readonly BehaviourPair[];
  readonly queryProducts: readonly QueryProduct[];
  readonly contents: readonly string[];
  readonly distributions: readonly MiningBin[];
  readonly productCoverage: readonly ProductCoverage[];
  readonly queryCoverage: readonly QueryCoverage[];
  readonly uncoveredProducts: readonly RowOf<typeof uncoveredProducts>[];
  readonly uncoveredQueries: readonly RowOf<typeof uncoveredQueries>[];
  readonly funnel: Readonly<Record<string, FunnelRow>>;
  readonly notices: readonly string[];
  /** By reason, of all parts. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
  /** What each span was made from, by its first day: a hash. */
  readonly spans: Readonly<Record<string, string>>;
}

export interface MiningOptions {
  readonly products: readonly Product[];
  /** One list for each import. */
  readonly events: readonly (readonly ShopEvent[])[];
  readonly config?: unknown;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Events that a span holds at most. */
  readonly spanEvents?: number;
  /** Where the steps are computed; by default DuckDB. */
  readonly sessions?: SqlSessions;
  readonly selectedPairs?: readonly BehaviourPair[];
  /** Named by contents of parts, as `contentsOf` gives them. */
  readonly replacedDays?: readonly RowOf<typeof replacedDays>[];
}

/** A place where logs are mined again and again; what was observed stays. */
export interface MiningPlace {
  mine(options: Omit<MiningOptions, "threads">): Promise<Mined>;
  /** Contents of the parts that imports of these events make. */
  contentsOf(imports: MiningOptions["events"]): Promise<readonly string[]>;
  /** Looks at the events alone, in half the time. */
  observe(options: Omit<MiningOptions, "threads">): Promise<Observed>;
  close(): void;
}

/** What the imports tell before anything is mined of them. */
export interface Observed {
  readonly events: FunnelRow | undefined;
  /** What searches showed. */
  readonly shows: readonly RowOf<typeof observedShows>[];
  /** By reason, of all parts. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
}

export async function openMiningPlace(threads = 2): Promise<MiningPlace> {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-mine-"));
  const sql = await openSql({ threads, memoryLimit: "1GB", temporaryFolder: folder });
  const store = openStore(join(folder, "store"), sql);
  const records = openStageRecords(join(folder, "records"));

  async function imported<T extends Table>(
    table: T,
    imports: readonly (readonly RowOf<T>[])[],
  ): Promise<Dataset> {
    const parts: PartManifest[] = [];
    for (const [place, rows] of imports.entries()) {
      const fill = async (draft: PartDraft<RowOf<T>>): Promise<void> => {
        for (const row of rows) draft.write(row);
      };
      const name = `import ${place}`;
      parts.push(await store.part({ table, name, inputs: hashOf(rows), fill }));
    }
    return datasetOf(table.name, parts);
  }

  const datasetsOf = async (options: MiningOptions) => ({
    products: await imported(products, [options.products]),
    importedEvents: await imported(events, options.events),
    selectedPairs: await imported(pairs, options.selectedPairs ? [options.selectedPairs] : []),
    replacedDays: await imported(replacedDays, options.replacedDays ? [options.replacedDays] : []),
  });
  const tools = { store, records, sql, seed: 1, now: Date.now };
  const never = new AbortController().signal;

  return {
    async observe({ signal = never, ...options }) {
      const datasets = await datasetsOf(options);
      const observed = await runObserving(options.config, datasets, tools, signal, options);
      const { observedShows: shown = datasetOf(observedShows.name, []) } = observed.writes;
      return {
        events: observed.funnel[0],
        shows: await Array.fromAsync(store.rows(observedShows, shown)),
        samples: samplesOf(partsOf(observed)),
      };
    },
    async mine({ signal = never, ...options }) {
      const datasets = await datasetsOf(options);
      const run = await runMining(options.config, datasets, tools, signal, options);
      const { observed, mined } = run;
      const { queries: kept, pairs: found } = mined.writes;
      if (kept === undefined || found === undefined) throw new Error("mining wrote nothing");
      const funnel = [...observed.funnel, ...mined.funnel];
      const written = <T extends Table>(table: T): Promise<RowOf<T>[]> =>
        Array.fromAsync(store.rows(table, mined.writes[table.name] ?? datasetOf(table.name, [])));
      return {
        queries: await written(queries),
        pairs: await written(pairs),
        queryProducts: await written(queryProducts),
        contents: Object.values(mined.writes).map(({ content }) => content),
        distributions: await written(miningDistributions),
        productCoverage: await written(productCoverage),
        queryCoverage: await written(queryCoverage),
        uncoveredProducts: await written(uncoveredProducts),
        uncoveredQueries: await written(uncoveredQueries),
        funnel: Object.fromEntries(funnel.map((row) => [row.group, row])),
        notices: [...observed.notices, ...mined.notices],
        samples: samplesOf([...partsOf(observed), ...kept.parts, ...found.parts]),
        spans: Object.fromEntries(
          observed.writes["observedSites"]?.parts.map(({ name, recipe }) => [name, recipe]) ?? [],
        ),
      };
    },
    async contentsOf(imports) {
      return (await imported(events, imports)).parts.map(({ content }) => content);
    },
    close() {
      sql.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Imports the rows into a temporary folder, mines them, and reads what came of it. */
export async function mine({ threads, ...options }: MiningOptions): Promise<Mined> {
  const place = await openMiningPlace(threads);
  try {
    return await place.mine(options);
  } finally {
    place.close();
  }
}

function samplesOf(parts: readonly PartManifest[]): Readonly<Record<string, readonly string[]>> {
  const samples: Record<string, readonly string[]> = {};
  for (const [reason, texts] of parts.flatMap((part) => Object.entries(part.samples))) {
    samples[reason] = [...(samples[reason] ?? []), ...texts];
  }
  return samples;
}

/** `text > sku` of search-buy pairs with their count, `sku + sku` of co-buy pairs. */
export function countsOf({ queries: kept, pairs: found }: Mined): Readonly<Record<string, number>> {
  const texts = new Map(kept.map(({ id, text }) => [id, text]));
  const sku = (id: string): string => id.replace("default/", "");
  return Object.fromEntries(
    found
      .map(({ behaviour, headA, headB, count }): [string, number] =>
        behaviour === "searchBuy"
          ? [`${texts.get(headA)} > ${sku(headB)}`, count]
          : [`${sku(headA)} + ${sku(headB)}`, count],
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
