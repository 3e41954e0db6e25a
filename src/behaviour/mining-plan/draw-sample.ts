import { type Dataset, datasetOf } from "../../artifact/dataset.ts";
import { openStore, type Store } from "../../artifact/store.ts";
import { type Progress, silentProgress } from "../../domain/progress.ts";
import { events as eventTable } from "../../domain/tables/events.ts";
import { products as productTable } from "../../domain/tables/products.ts";
import type { Files, Sql, SqlConnection } from "../../sql/sql.ts";
import { sqlParquet } from "../../sql/sql.ts";
import { sqlTable } from "../../sql/sql-rows.ts";
import { runStage } from "../../stage/run-stage.ts";
import { openStageRecords } from "../../stage/stage-record.ts";
import { type Frequencies, relativeErrorOfSum } from "../../statistics/distinct-extrapolation.ts";
import { withMinedRelations } from "../explanation/mined-relations.ts";
import { readRows } from "../explanation/read-rows.ts";
import type { stageSettings } from "../mining-settings.ts";
import { observeStage } from "../observe-stage.ts";
import { observedFiles } from "../observed-files.ts";
import { loggedDays } from "./logged-days.ts";
import type { MiningSample, TimedMining } from "./mining-sample.ts";
import { spansAnew } from "./spans-anew.ts";
import { bytesHeld, watchedPeak } from "./watched-peak.ts";

export interface SampleRequest {
  readonly sql: Sql;
  readonly products: Files;
  /** The log, or parts of it that stand for all. */
  readonly events: Files & { readonly rows: number };
  /** How many events to draw, about. */
  readonly wanted: number;
  /** Where what is drawn and observed is written; the caller removes it. */
  readonly folder: string;
  readonly settings: ReturnType<typeof stageSettings>;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Draws sessions by hash, and what customers did outside of them; observes and mines half of them, then all, and counts
 * what that took. Whatever a plan knows of the inside of mining stands here: what is run, and where its pairs are counted.
 */
export async function drawSample(request: SampleRequest): Promise<MiningSample> {
  const { sql, events, wanted, folder, settings, progress } = request;
  const share = Math.min(1, wanted / Math.max(events.rows, 1));
  const work = progress.started("mine half of a sample and then all of it with DuckDB", "events");
  const store = openStore(folder, sql);
  const products = await productsIn(store, request);
  const all = await drawn(store, request, events.files, share);
  const half = await drawn(store, request, store.files(all), share / 2);
  const errors = await sql.use((connection) =>
    relativeErrors(connection, store.files(all), settings.mine.coBuy.maximumBasket),
  );
  const first = await mined(store, request, products, half);
  work.progressed(half.rows);
  const second = await mined(store, request, products, all);
  work.progressed(half.rows + all.rows);
  work.finished();
  return {
    timed: [first.timed, second.timed],
    searchBuy: { frequencies: second.searchBuy, relativeError: errors.searchBuy },
    coBuy: { frequencies: second.coBuy, relativeError: errors.coBuy },
  };
}

async function productsIn(store: Store, { sql, products }: SampleRequest): Promise<Dataset> {
  const part = await store.part({
    ...{ table: productTable, name: "all", inputs: null },
    fill: (draft) =>
      sql.use((connection) =>
        draft.writeSelect(connection, `SELECT * FROM ${sqlTable(productTable, products)}`),
      ),
  });
  return datasetOf(productTable.name, [part]);
}

/**
 * The events of the sessions that are drawn; those of a smaller share are among those of a larger one. What two imports
 * both hold is drawn once.
 */
async function drawn(
  store: Store,
  { sql, seed }: SampleRequest,
  files: readonly string[],
  share: number,
): Promise<Dataset> {
  const draw = `sha256(concat_ws(chr(31), ${seed}, site, coalesce(session, customer, id)))`;
  const part = await store.part({
    ...{ table: eventTable, name: "drawn", inputs: share },
    fill: (draft) =>
      sql.use((connection) =>
        draft.writeSelect(
          connection,
          `SELECT DISTINCT ON ("time", id) * FROM ${sqlTable(eventTable, { files })}
          WHERE CAST(concat('0x', substr(${draw}, 1, 8)) AS BIGINT) < ${share} * 4294967296
          ORDER BY ALL`,
        ),
      ),
  });
  return datasetOf(eventTable.name, [part]);
}

/** Of the number of pairs: each session is drawn with all of its purchases, and with all pairs of its basket. */
async function relativeErrors(
  connection: SqlConnection,
  files: readonly string[],
  maximumBasket: number,
): Promise<{ readonly searchBuy: number; readonly coBuy: number }> {
  const [row] = await readRows(
    connection,
    `WITH baskets AS (
      SELECT
        count(DISTINCT CASE WHEN kind = 'purchase' THEN product END) AS things,
        count(query) AS searches
      FROM ${sqlParquet(files)}
      WHERE session IS NOT NULL
      GROUP BY site, session
    ), pairs AS (
      SELECT
        CASE WHEN searches > 0 THEN things ELSE 0 END AS search_buys,
        CASE WHEN things <= ${maximumBasket} THEN things * (things - 1) / 2 ELSE 0 END AS co_buys
      FROM baskets
    )
    SELECT
      sum(search_buys) AS search_buys, sum(search_buys * search_buys) AS squared_search_buys,
      sum(co_buys) AS co_buys, sum(co_buys * co_buys) AS squared_co_buys
    FROM pairs`,
  );
  const error = (name: string): number =>
    relativeErrorOfSum(row?.number(name) ?? 0, row?.number(`squared_${name}`) ?? 0);
  return { searchBuy: error("search_buys"), coBuy: error("co_buys") };
}

async function mined(
  store: Store,
  { sql, folder, settings, seed, signal }: SampleRequest,
  products: Dataset,
  events: Dataset,
): Promise<{
  readonly timed: TimedMining;
  readonly searchBuy: Frequencies;
  readonly coBuy: Frequencies;
}> {
  const days = await sql.use((connection) => loggedDays(connection, store.files(events)));
  const { spans, largestEvents } = spansAnew([], days);
  // The record goes with the folder: nobody asks when it was made.
  const records = openStageRecords(`${folder}/records`);
  const tools = { store, records, sql, seed, now: () => 0 };
  const datasets = {
    products,
    importedEvents: events,
    replacedDays: datasetOf("replacedDays", []),
  };
  const begun = performance.now();
  const observed = await watchedPeak(sql, () =>
    runStage(observeStage(), settings.observe, datasets, tools, signal, silentProgress),
  );
  const observedAt = performance.now();
  const sources = {
    products: { files: store.files(products) },
    observed: observedFiles(store, observed.result.writes),
    selected: { files: [] },
  };
  const { result, peakBytes } = await watchedPeak(sql, () =>
    withMinedRelations(
      { sql, sources, config: settings.mine, seed, signal, progress: silentProgress },
      async ({ connection }) => ({
        mineSeconds: (performance.now() - observedAt) / 1000,
        mineHeldBytes: await bytesHeld(connection),
        searchBuy: await frequenciesIn(connection, "search_buy_counts"),
        coBuy: await frequenciesIn(connection, "co_buy_counts"),
      }),
    ),
  );
  const { mineSeconds, mineHeldBytes, ...pairs } = result;
  return {
    timed: {
      ...{ events: events.rows, spans, largestEvents },
      observeSeconds: (observedAt - begun) / 1000,
      observePeakBytes: observed.peakBytes,
      ...{ mineSeconds, minePeakBytes: peakBytes, mineHeldBytes },
    },
    ...pairs,
  };
}

async function frequenciesIn(connection: SqlConnection, relation: string): Promise<Frequencies> {
  const rows = await readRows(
    connection,
    `SELECT times, count(*) AS things FROM ${relation} GROUP BY times ORDER BY times`,
  );
  return rows.map(({ number }) => ({ times: number("times"), things: number("things") }));
}
