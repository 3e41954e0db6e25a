-- What was shown under the id of a search, with the run that it was shown in and the search: by its id, in its own run
-- or in another one of its day. Its place there is all that is needed of it. They are most of a log, so no text is kept
-- of them but the site, and what is told of products that nobody knows.
SELECT
  happened.site,
  happened.day_ms,
  happened.position,
  meanings.number,
  CASE WHEN meanings.number IS NULL THEN happened.sku END AS unknown_sku,
  runs.run,
  coalesce(runs.is_open, FALSE) AS is_open,
  searches.number AS search_number
FROM events_once AS happened
LEFT JOIN sku_meanings AS meanings
  ON meanings.site = happened.site
  AND meanings.sku = happened.sku
  AND meanings.from_ms <= happened.time_ms
  AND meanings.until_ms > happened.time_ms
LEFT JOIN runs
  ON runs.site = happened.site
  AND runs.day_ms = happened.day_ms
  AND runs.session IS NOT DISTINCT FROM happened.session
  AND runs.visitor IS NOT DISTINCT FROM happened.visitor
LEFT JOIN searches
  ON searches.site = happened.site
  AND searches.query_id = happened.query_id
  AND searches.end_day_ms = coalesce(runs.end_day_ms, happened.day_ms)
WHERE happened.kind = 'impression' AND happened.query_id IS NOT NULL AND happened.query IS NULL
