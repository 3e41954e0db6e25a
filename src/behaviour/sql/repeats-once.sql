-- Of events with one id on one day the earliest.
SELECT
  id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position, thousandths
FROM (
  SELECT
    arrived.*,
    row_number() OVER (
      PARTITION BY arrived.id, repeated.day_ms
      ORDER BY time_ms, site, locale, kind, session NULLS LAST, customer NULLS LAST,
        query_id NULLS LAST, query NULLS LAST, sku NULLS LAST, position NULLS LAST,
        thousandths NULLS LAST
    ) AS nth
  FROM arrived_events AS arrived
  JOIN repeated_events AS repeated
    ON repeated.id = arrived.id AND repeated.day_ms = arrived.time_ms - arrived.time_ms % 86400000
) AS arrivals
WHERE nth = 1
