import type { EngineSources } from "./engine-sources.ts";

const time = (ms: number): string => `epoch_ms(CAST(${ms} AS BIGINT))`;

/** The sources in DuckDB's words. */
export const duckSources: EngineSources = {
  functions: [
    `CREATE TEMP MACRO draw_of(seed, words) AS
      CAST(concat('0x', substr(sha256(concat_ws(chr(31), seed, words)), 1, 8)) AS BIGINT)`,
    `CREATE TEMP MACRO day_number(day) AS CAST(CAST(day AS DATE) - DATE '1970-01-01' AS BIGINT)`,
  ],
  catalogue: (products) => `SELECT
    id, site, sku, epoch, parent, domain, "productType" AS product_type,
    epoch_ms("validFrom") AS valid_from_ms, epoch_ms("validTo") AS valid_to_ms
    FROM ${products}`,
  categories: (products) => `SELECT
    id, depth, array_to_string(list_slice(path, 1, depth), chr(31)) AS branch
    FROM (
      SELECT id, "categoryPath" AS path, unnest(range(1, len("categoryPath") + 1)) AS depth
      FROM ${products}
    ) AS steps_down`,
  events: (imported, fromMs, untilMs) => `SELECT
    id, epoch_ms(time) AS time_ms, CASE WHEN kind = 'purchase' THEN strftime(time, '%Y-%m') END AS month,
    site, locale, session, customer, kind, "queryId" AS query_id, query, product AS sku, position,
    CASE WHEN abs(quantity) < 1e12 THEN CAST(round(abs(quantity) * 1000) AS BIGINT) END AS thousandths
    FROM ${imported}
    WHERE time >= ${time(fromMs)} AND time < ${time(untilMs)}`,
};
