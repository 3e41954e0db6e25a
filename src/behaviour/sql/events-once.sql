-- Each event once, with the product that it names: of events with one id on one day the earliest stands. `visitor`: the
-- customer, where there is no session.
WITH happened AS (
  SELECT
    arrived.id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position, thousandths
  FROM arrived_events AS arrived
  LEFT JOIN repeated_events AS repeated
    ON repeated.id = arrived.id AND repeated.day_ms = arrived.time_ms - arrived.time_ms % 86400000
  WHERE repeated.id IS NULL
  UNION ALL
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
)
SELECT
  happened.id,
  happened.time_ms,
  happened.time_ms - happened.time_ms % 86400000 AS day_ms,
  happened.month,
  happened.site,
  happened.locale,
  happened.session,
  happened.customer,
  CASE WHEN happened.session IS NULL THEN happened.customer END AS visitor,
  happened.kind,
  happened.query_id,
  happened.query,
  happened.sku,
  happened.position,
  happened.thousandths,
  meanings.meaning,
  meanings.number
FROM happened
LEFT JOIN sku_meanings AS meanings
  ON meanings.site = happened.site
  AND meanings.sku = happened.sku
  AND meanings.from_ms <= happened.time_ms
  AND meanings.until_ms > happened.time_ms
