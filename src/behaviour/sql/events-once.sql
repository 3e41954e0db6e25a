-- Each event once: of events with one id the earliest stands.
SELECT
  happened.id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position,
  thousandths
FROM arrived_events AS happened
LEFT JOIN repeated_events ON repeated_events.id = happened.id
WHERE repeated_events.id IS NULL
UNION ALL
SELECT
  id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position, thousandths
FROM (
  SELECT
    happened.*,
    row_number() OVER (
      PARTITION BY happened.id
      ORDER BY time_ms, site, locale, kind, session, customer, query_id, query, sku, position,
        thousandths
    ) AS nth
  FROM arrived_events AS happened
  JOIN repeated_events ON repeated_events.id = happened.id
) AS arrivals
WHERE nth = 1
