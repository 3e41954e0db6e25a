-- Events, each once, where some came more than once.
SELECT
  arrived.id, time_ms, month, site, locale, session, customer, kind, query_id, query, sku, position, thousandths
FROM arrived_events AS arrived
LEFT JOIN repeated_events AS repeated
  ON repeated.id = arrived.id AND repeated.day_ms = arrived.time_ms - arrived.time_ms % 86400000
WHERE repeated.id IS NULL
UNION ALL
SELECT * FROM repeats_once
