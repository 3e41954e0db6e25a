import { events as eventTable } from "../domain/tables/events.ts";
import { products as productTable } from "../domain/tables/products.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { sqlTable } from "../sql/sql-rows.ts";

export interface MiningSources {
  readonly events: { readonly files: readonly string[] };
  readonly products: { readonly files: readonly string[] };
}

/**
 * Names the Parquet files for the steps: `imported_events`, `catalogue` and `catalogue_categories` (of each
 * product every category above it: its depth from 1, and the branch from the root down to it). What the engines
 * write each in their own way is done here, so that the steps need none: times as milliseconds, months, lists,
 * and `draw_of` (seed, text), a whole number below 2^32.
 */
export async function openSources(
  connection: SqlConnection,
  { events, products }: MiningSources,
): Promise<void> {
  await connection.run(`CREATE TEMP VIEW imported_events AS SELECT
    id, epoch_ms(time) AS time_ms, strftime(time, '%Y-%m') AS month, site, locale, session, customer,
    kind, "queryId" AS query_id, query, product AS sku, position,
    CASE WHEN abs(quantity) < 1e12 THEN CAST(round(abs(quantity) * 1000) AS BIGINT) END AS thousandths
    FROM ${sqlTable(eventTable, events)}`);
  await connection.run(`CREATE TEMP VIEW catalogue AS SELECT
    id, site, sku, epoch, parent, "productType" AS product_type,
    epoch_ms("validFrom") AS valid_from_ms, epoch_ms("validTo") AS valid_to_ms
    FROM ${sqlTable(productTable, products)}`);
  await connection.run(`CREATE TEMP VIEW catalogue_categories AS SELECT
    id, depth, array_to_string(list_slice(path, 1, depth), chr(31)) AS branch
    FROM (
      SELECT id, "categoryPath" AS path, unnest(range(1, len("categoryPath") + 1)) AS depth
      FROM ${sqlTable(productTable, products)}
    ) AS steps_down`);
  await connection.run(`CREATE TEMP MACRO draw_of(seed, words) AS
    CAST(concat('0x', substr(sha256(concat_ws(chr(31), seed, words)), 1, 8)) AS BIGINT)`);
}
