-- Each event once: of events with one id on one day the earliest stands.
SELECT
  happened.id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position,
  thousandths
FROM arrived_events AS happened
LEFT JOIN repeated_events AS repeated
  ON repeated.id = happened.id AND repeated.day_ms = happened.time_ms - happened.time_ms % 86400000
WHERE repeated.id IS NULL
UNION ALL
SELECT
  id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position, thousandths
FROM (
  SELECT
    happened.*,
    row_number() OVER (
      PARTITION BY happened.id, repeated.day_ms
      ORDER BY time_ms, site, locale, kind, session NULLS LAST, customer NULLS LAST,
        query_id NULLS LAST, query NULLS LAST, sku NULLS LAST, position NULLS LAST,
        thousandths NULLS LAST
    ) AS nth
  FROM arrived_events AS happened
  JOIN repeated_events AS repeated
    ON repeated.id = happened.id AND repeated.day_ms = happened.time_ms - happened.time_ms % 86400000
) AS arrivals
WHERE nth = 1
