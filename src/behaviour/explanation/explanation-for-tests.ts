import { datasetOf } from "../../artifact/dataset.ts";
import { datasetOfRows, openNewStore, type StorePlace } from "../../artifact/store-for-tests.ts";
import { silentProgress } from "../../domain/progress.ts";
import { events as eventTable, type ShopEvent } from "../../domain/tables/events.ts";
import { type Product, products as productTable } from "../../domain/tables/products.ts";
import { runStage } from "../../stage/run-stage.ts";
import { openStageRecords } from "../../stage/stage-record.ts";
import { seededRandom } from "../../statistics/random.ts";
import { mineConfig } from "../mine-config.ts";
import { happened, product } from "../mining-fixture.ts";
import { observeConfig } from "../observe-config.ts";
import { observeStage } from "../observe-stage.ts";
import { observedFiles } from "../observed-files.ts";
import { type MinedRelations, withMinedRelations } from "./mined-relations.ts";

export interface Log {
  readonly products: readonly Product[];
  readonly events: readonly ShopEvent[];
}

/** Stores and observes a log once; each `mined` mines it under other settings. */
export async function storedLog(place: StorePlace, { products, events }: Log) {
  const store = openNewStore(place);
  const datasets = {
    products: await datasetOfRows(store, productTable, products),
    importedEvents: await datasetOfRows(store, eventTable, events),
    replacedDays: datasetOf("replacedDays", []),
  };
  const { signal } = new AbortController();
  const records = openStageRecords(place.newFolder());
  const observed = await runStage(
    observeStage(),
    observeConfig.parse({}),
    datasets,
    { store, records, sql: place.sql, seed: 1, now: Date.now },
    signal,
    silentProgress,
  );
  const sources = {
    products: { files: store.files(datasets.products) },
    observed: observedFiles(store, observed.writes),
    selected: { files: [] },
  };
  return <Result>(
    config: unknown,
    work: (mined: MinedRelations) => Promise<Result>,
  ): Promise<Result> =>
    withMinedRelations(
      {
        ...{ sql: place.sql, sources, config: mineConfig.parse(config), seed: 1 },
        ...{ signal, progress: silentProgress },
      },
      work,
    );
}

/** A shop with every kind of thing that a rule looks at, and a log by chance. */
export function chanceLog(seed: number, sessions: number): Log {
  const random = seededRandom(seed);
  const types = ["tent", "lamp", "stove", "rope", null];
  const products = Array.from({ length: 24 }, (_, index) => {
    const site = index < 18 ? "default" : "invoices";
    // At the shop of invoices most have none.
    const productType = site === "default" || index % 3 === 0 ? types[index % types.length] : null;
    return product(`p${index}`, {
      ...{ id: `${site}/p${index}`, site, productType: productType ?? null },
      parent: index % 6 === 0 ? `family ${index % 4}` : null,
      categoryPath: index % 7 === 0 ? [] : ["Outdoors", productType ?? "Other", `c${index % 3}`],
    });
  });
  const skus = (site: string): readonly string[] =>
    products.filter((row) => row.site === site).map(({ sku }) => sku);
  const words = [
    "tent",
    "Warm tent",
    "lamp",
    "gift",
    "rope 9 mm",
    "mail me at ann@example.com",
    "  ",
  ];
  const events = Array.from({ length: sessions }, (_, index) => {
    const session = `s${index}`;
    const start = 24 * 60 * (index % 41);
    const who = { session, customer: random.chance(0.6) ? `c${random.integer(30)}` : null };
    // A shop of invoices logs purchases alone.
    if (index % 4 === 3) {
      return Array.from({ length: 1 + random.integer(7) }, (_unused, line) =>
        happened("purchase", start + line, {
          ...who,
          site: "invoices",
          product: random.pick(skus("invoices")),
        }),
      );
    }
    const query = random.weighted(words, [8, 6, 4, 3, 2, 1, 1]);
    const locale = random.chance(0.2) ? "de-DE" : "en-US";
    const queryId = `q${index}`;
    const shown = Array.from({ length: 6 }, () => random.pick(skus("default")));
    return [
      happened("search", start, { ...who, query, locale, queryId }),
      ...(random.chance(0.7)
        ? shown.map((sku, place) =>
            happened("impression", start, { ...who, queryId, product: sku, position: place + 1 }),
          )
        : []),
      ...shown.flatMap((sku, place) => [
        ...(random.chance(0.3)
          ? [happened("click", start + 1, { ...who, queryId, product: sku })]
          : []),
        ...(random.chance(0.25)
          ? [happened("purchase", start + 2 + 3000 * place, { ...who, product: sku })]
          : []),
      ]),
    ];
  });
  return { products, events: events.flat() };
}
