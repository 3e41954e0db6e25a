-- Each event once. Two imports may overlap: of events with one id the earliest stands.
SELECT
  id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position, thousandths
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY id
      ORDER BY time_ms, site, locale, kind, session, customer, query_id, query, sku, position,
        thousandths
    ) AS nth
  FROM imported_events
) AS arrivals
WHERE nth = 1
