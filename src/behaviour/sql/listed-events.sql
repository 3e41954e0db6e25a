-- What was shown under the id of a search: its place there is all that is needed of it.
SELECT
  happened.site,
  happened.time_ms,
  happened.session,
  happened.customer,
  happened.query_id,
  happened.sku,
  happened.position,
  meanings.number,
  happened.time_ms - happened.time_ms % 86400000 AS day_ms
FROM events_once AS happened
LEFT JOIN sku_meanings AS meanings
  ON meanings.site = happened.site
  AND meanings.sku = happened.sku
  AND meanings.from_ms <= happened.time_ms
  AND meanings.until_ms > happened.time_ms
WHERE happened.kind = 'impression' AND happened.query_id IS NOT NULL AND happened.query IS NULL
