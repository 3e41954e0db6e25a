import type { Table } from "../domain/table.ts";
import { events as eventTable } from "../domain/tables/events.ts";
import {
  carriedEvents,
  observedClicks,
  observedCustomers,
  observedHeads,
  observedPurchases,
  observedQueries,
  observedSearches,
  observedShows,
  observedSites,
} from "../domain/tables/observed.ts";
import { pairs as pairTable } from "../domain/tables/pairs.ts";
import { products as productTable } from "../domain/tables/products.ts";
import { type Files, type SqlConnection, sqlParquet, sqlText } from "../sql/sql.ts";
import { sqlTable } from "../sql/sql-rows.ts";
import { dayMs, dayName } from "./spans.ts";

/** What `observe` writes for `mine`, by dataset. */
export const observedTables = {
  observedSearches,
  observedQueries,
  observedShows,
  observedPurchases,
  observedCustomers,
  observedClicks,
  observedHeads,
  observedSites,
};

export type ObservedFiles = { readonly [Name in keyof typeof observedTables]: Files };

/**
 * Names the Parquet files of the products for the steps: `catalogue` and `catalogue_categories` (of each
 * product every category above it: its depth from 1, and the branch from the root down to it). What the engines
 * write each in their own way is done in this file, so that the steps need none: times as milliseconds, months, lists,
 * and `draw_of` (seed, text), a whole number below 2^32.
 */
export async function openCatalogue(connection: SqlConnection, products: Files): Promise<void> {
  await connection.run(`CREATE TEMP VIEW catalogue AS SELECT
    id, site, sku, epoch, parent, domain, "productType" AS product_type,
    epoch_ms("validFrom") AS valid_from_ms, epoch_ms("validTo") AS valid_to_ms
    FROM ${sqlTable(productTable, products)}`);
  await connection.run(`CREATE TEMP VIEW catalogue_categories AS SELECT
    id, depth, array_to_string(list_slice(path, 1, depth), chr(31)) AS branch
    FROM (
      SELECT id, "categoryPath" AS path, unnest(range(1, len("categoryPath") + 1)) AS depth
      FROM ${sqlTable(productTable, products)}
    ) AS steps_down`);
}

export interface ArrivedEvents {
  /** The imported parts that hold events of the span. */
  readonly imported: Files;
  /** Imported parts of which some days do not count, with their place: `replaced` says which. */
  readonly partlyReplaced: readonly { readonly place: number; readonly file: string }[];
  /** What was going on at the end of the span before. */
  readonly carried: Files;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Names the events of a span for the steps: `arrived_events`, and `days` with their names. */
export async function openEvents(
  connection: SqlConnection,
  { imported, partlyReplaced, carried, fromMs, untilMs }: ArrivedEvents,
): Promise<void> {
  const time = (ms: number): string => `epoch_ms(CAST(${ms} AS BIGINT))`;
  const counting = partlyReplaced.map(
    ({ place, file }) => `UNION ALL
      SELECT * FROM ${sqlParquet([file])} AS part
      WHERE (site, CAST(CAST(time AS DATE) AS VARCHAR)) NOT IN (SELECT (site, day) FROM replaced WHERE part = ${place})`,
  );
  await connection.run(`CREATE OR REPLACE TEMP VIEW arrived_events AS
    SELECT
      id, epoch_ms(time) AS time_ms, strftime(time, '%Y-%m') AS month, site, locale, session, customer,
      kind, "queryId" AS query_id, query, product AS sku, position,
      CASE WHEN abs(quantity) < 1e12 THEN CAST(round(abs(quantity) * 1000) AS BIGINT) END AS thousandths
    FROM (SELECT * FROM ${sqlTable(eventTable, imported)} ${counting.join(" ")}) AS counting
    WHERE time >= ${time(fromMs)} AND time < ${time(untilMs)}
    UNION ALL
    SELECT
      id, "timeMs" AS time_ms, month, site, locale, session, customer, kind, "queryId" AS query_id, query, sku,
      position, thousandths
    FROM ${sqlTable(carriedEvents, carried)}`);
  const days = Array.from({ length: (untilMs - fromMs) / dayMs + 1 }, (_, index) => {
    const startMs = fromMs + index * dayMs;
    return `(CAST(${startMs} AS BIGINT), ${sqlText(dayName(startMs))})`;
  });
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE days AS SELECT * FROM (VALUES ${days.join(", ")}) AS named (start_ms, day)`,
  );
}

/**
 * Names what was observed for the steps: `observed_searches`, …, with columns in lower case; and what earlier runs
 * selected: `selected_pairs`.
 */
export async function openObserved(
  connection: SqlConnection,
  observed: ObservedFiles,
  selected: Files,
): Promise<void> {
  await connection.run(`CREATE TEMP VIEW selected_pairs AS
    SELECT behaviour, "headA" AS head_a, "headB" AS head_b FROM ${sqlTable(pairTable, selected)}`);
  for (const [name, table] of Object.entries(observedTables) as [keyof ObservedFiles, Table][]) {
    const columns = Object.keys(table.columns).map(
      (column) => `"${column}" AS ${lowerCase(column)}`,
    );
    await connection.run(
      `CREATE TEMP VIEW ${lowerCase(name)} AS SELECT ${columns.join(", ")} FROM ${sqlTable(table, observed[name])}`,
    );
  }
  await connection.run(`CREATE TEMP MACRO draw_of(seed, words) AS
    CAST(concat('0x', substr(sha256(concat_ws(chr(31), seed, words)), 1, 8)) AS BIGINT)`);
}

/** `isLogged` is `is_logged`. */
const lowerCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
