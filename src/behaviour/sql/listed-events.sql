-- What was shown under the id of a search, with the run that it was shown in and the search: by its id, in its own run
-- or in another one of its day. Its place there is all that is needed of it. They are most of a log, so no text is kept
-- of them but the site, and what is told of products that nobody knows.
SELECT
  happened.site,
  happened.day_ms,
  happened.position,
  happened.number,
  CASE WHEN happened.number IS NULL THEN happened.sku END AS unknown_sku,
  happened.run,
  coalesce(happened.is_open, FALSE) AS is_open,
  searches.number AS search_number
FROM run_events AS happened
LEFT JOIN searches
  ON searches.site = happened.site
  AND searches.query_id = happened.query_id
  AND searches.end_day_ms = happened.end_day_ms
WHERE happened.kind = 'impression' AND happened.query_id IS NOT NULL AND happened.query IS NULL
