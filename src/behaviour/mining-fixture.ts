import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dataset, datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { openStore } from "../artifact/store.ts";
import { hashOf } from "../domain/hash.ts";
import { productId } from "../domain/ids.ts";
import { silentProgress } from "../domain/progress.ts";
import type { RowOf, Table } from "../domain/table.ts";
import { type EventKind, events, type ShopEvent } from "../domain/tables/events.ts";
import { type BehaviourPair, pairs } from "../domain/tables/pairs.ts";
import { type Product, products } from "../domain/tables/products.ts";
import { type Query, queries } from "../domain/tables/queries.ts";
import { openSql } from "../sql/sql.ts";
import { runStage } from "../stage/run-stage.ts";
import type { FunnelRow } from "../stage/stage.ts";
import { openStageRecords } from "../stage/stage-record.ts";
import { mineStage } from "./mine-stage.ts";

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
  readonly contents: readonly string[];
  readonly funnel: Readonly<Record<string, FunnelRow>>;
  readonly notices: readonly string[];
  /** By reason, of all parts. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
}

export interface MiningOptions {
  readonly products: readonly Product[];
  /** One list for each import. */
  readonly events: readonly (readonly ShopEvent[])[];
  readonly config?: unknown;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** Imports the rows into a temporary folder, runs the stage, and reads what it wrote. */
export async function mine(options: MiningOptions): Promise<Mined> {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-mine-"));
  const threads = options.threads ?? 2;
  const sql = await openSql({ threads, memoryLimit: "1GB", temporaryFolder: folder });
  try {
    const store = await openStore(join(folder, "store"), sql);
    const imported = async <T extends Table>(
      table: T,
      imports: readonly (readonly RowOf<T>[])[],
    ): Promise<Dataset> => {
      const parts: PartManifest[] = [];
      for (const [place, rows] of imports.entries()) {
        parts.push(
          await store.part({
            table,
            name: `import ${place}`,
            inputs: place,
            async fill(draft) {
              for (const row of rows) draft.write(row);
            },
          }),
        );
      }
      return datasetOf(table.name, parts);
    };
    const datasets = {
      products: await imported(products, [options.products]),
      importedEvents: await imported(events, options.events),
    };
    const records = openStageRecords(join(folder, "records"));
    const { writes, funnel, notices } = await runStage(
      mineStage(),
      options.config,
      datasets,
      { store, records, sql, seed: 1, now: Date.now },
      options.signal ?? new AbortController().signal,
      silentProgress,
    );
    const { queries: kept, pairs: found } = writes;
    if (kept === undefined || found === undefined) throw new Error("mining wrote nothing");
    return {
      queries: await Array.fromAsync(store.rows(queries, kept)),
      pairs: await Array.fromAsync(store.rows(pairs, found)),
      contents: [kept.content, found.content],
      funnel: Object.fromEntries(funnel.map((row) => [row.group, row])),
      notices,
      samples: samplesOf([...kept.parts, ...found.parts]),
    };
  } finally {
    sql.close();
    rmSync(folder, { recursive: true, force: true });
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
