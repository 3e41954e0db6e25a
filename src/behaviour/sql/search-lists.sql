-- What was listed under each search, by the id of the search: in its own run, or in another one of its day.
WITH named AS (
  SELECT
    searches.number AS search_number,
    searches.end_day_ms,
    searches.run AS search_run,
    listed.number,
    listed.position,
    listed.site,
    listed.session,
    listed.visitor,
    listed.day_ms,
    listed.session IS NOT NULL
      AND listed.session = searches.session
      AND listed.day_ms = searches.time_ms - searches.time_ms % 86400000 AS is_own
  FROM listed_events AS listed
  JOIN searches ON searches.site = listed.site AND searches.query_id = listed.query_id
  WHERE listed.number IS NOT NULL
)
SELECT search_number, number, position, search_run AS run
FROM named
WHERE is_own
UNION ALL
SELECT named.search_number, named.number, named.position, runs.run
FROM named
LEFT JOIN runs
  ON runs.site = named.site
  AND runs.day_ms = named.day_ms
  AND runs.session IS NOT DISTINCT FROM named.session
  AND runs.visitor IS NOT DISTINCT FROM named.visitor
LEFT JOIN bots
  ON bots.run = runs.run AND (bots.day_ms IS NULL OR bots.day_ms = named.day_ms)
WHERE NOT named.is_own
  AND coalesce(runs.end_day_ms, named.day_ms) = named.end_day_ms
  AND (runs.is_open IS NULL OR NOT runs.is_open)
  AND bots.run IS NULL
