import { events as eventTable } from "../domain/tables/events.ts";
import { products as productTable } from "../domain/tables/products.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { sqlTable } from "../sql/sql-rows.ts";

export interface MiningSources {
  readonly events: { readonly files: readonly string[] };
  readonly products: { readonly files: readonly string[] };
}

/**
 * Names the Parquet files for the steps: `imported_events` and `catalogue`. What the engines write
 * each in their own way is done here (times as milliseconds, months), so that the steps need none.
 */
export async function openSources(
  connection: SqlConnection,
  { events, products }: MiningSources,
): Promise<void> {
  await connection.run(`CREATE TEMP VIEW imported_events AS SELECT
    id, epoch_ms(time) AS time_ms, strftime(time, '%Y-%m') AS month, site, locale, session, customer,
    kind, "queryId" AS query_id, query, product AS sku,
    CASE WHEN abs(quantity) < 1e12 THEN CAST(round(abs(quantity) * 1000) AS BIGINT) END AS thousandths
    FROM ${sqlTable(eventTable, events)}`);
  await connection.run(`CREATE TEMP VIEW catalogue AS SELECT
    id, site, sku, epoch, parent, "productType" AS product_type,
    epoch_ms("validFrom") AS valid_from_ms, epoch_ms("validTo") AS valid_to_ms
    FROM ${sqlTable(productTable, products)}`);
}
