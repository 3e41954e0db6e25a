import type { EngineSources } from "./engine-sources.ts";

const makeFunction = "CREATE OR REPLACE TEMPORARY FUNCTION";

const time = (ms: number): string => `CAST(timestamp_millis(${ms}) AS TIMESTAMP_NTZ)`;

/** The sources in Spark's words, with the functions of DuckDB that Spark lacks. Times are in UTC: the session is. */
export const sparkSources: EngineSources = {
  functions: [
    `${makeFunction} sha256(words STRING) RETURNS STRING RETURN sha2(words, 256)`,
    `${makeFunction} epoch_ms(ms BIGINT) RETURNS TIMESTAMP_NTZ
      RETURN CAST(timestamp_millis(ms) AS TIMESTAMP_NTZ)`,
    `${makeFunction} day_number(day STRING) RETURNS BIGINT RETURN CAST(unix_date(CAST(day AS DATE)) AS BIGINT)`,
    `${makeFunction} array_to_string(words ARRAY<STRING>, between STRING) RETURNS STRING
      RETURN array_join(words, between)`,
    `${makeFunction} draw_of(seed BIGINT, words STRING) RETURNS BIGINT RETURN
      CAST(conv(substr(sha2(concat_ws(chr(31), CAST(seed AS STRING), words), 256), 1, 8), 16, 10) AS BIGINT)`,
  ],
  catalogue: (products) => `SELECT
    id, site, sku, epoch, parent, domain, productType AS product_type,
    unix_millis(CAST(validFrom AS TIMESTAMP)) AS valid_from_ms,
    unix_millis(CAST(validTo AS TIMESTAMP)) AS valid_to_ms
    FROM ${products}`,
  categories: (products) => `SELECT
    id, depth, array_join(slice(path, 1, depth), chr(31)) AS branch
    FROM (
      SELECT id, categoryPath AS path, explode(sequence(1, size(categoryPath))) AS depth
      FROM ${products}
      WHERE size(categoryPath) > 0
    ) AS steps_down`,
  events: (imported, fromMs, untilMs) => `SELECT
    id, unix_millis(CAST(time AS TIMESTAMP)) AS time_ms,
    CASE WHEN kind = 'purchase' THEN date_format(time, 'yyyy-MM') END AS month, site, locale, session, customer, kind, queryId AS query_id, query, product AS sku, position,
    CASE WHEN abs(quantity) < 1e12 THEN CAST(round(abs(quantity) * 1000) AS BIGINT) END AS thousandths
    FROM ${imported}
    WHERE time >= ${time(fromMs)} AND time < ${time(untilMs)}`,
};
