-- The search behind each click and purchase, and each impression that names none: the one of its day whose id the
-- event carries. Without an id it is the latest one in the run; but where results of the run do carry ids, one that
-- does not was found elsewhere, by a link or a list, and only a purchase may still have a search.
-- Clicks since the search are known within a session only: what a customer does outside sessions
-- has no end, and five clicks may take a year.
WITH opened AS (
  SELECT site, run, end_day_ms, searches_so_far, search_number, id, query_id, time_ms, clicks_so_far
  FROM thread_steps
  WHERE kind = 'search'
),
steps AS (
  SELECT
    *,
    CASE
      WHEN query_id IS NULL AND (kind = 'purchase' OR labelled = 0) THEN searches_so_far
    END AS latest_search
  FROM thread_steps
  WHERE kind <> 'search'
)
SELECT
  steps.site,
  steps.run,
  steps.place,
  steps.kind,
  steps.id,
  steps.number,
  steps.position,
  steps.query_id,
  steps.time_ms,
  steps.clicks_so_far,
  coalesce(named.search_number, latest.search_number) AS search_number,
  coalesce(named.id, latest.id) AS search,
  coalesce(named.time_ms, latest.time_ms) AS search_ms,
  CASE
    WHEN steps.session IS NULL THEN NULL
    WHEN named.id IS NULL THEN steps.clicks_so_far - latest.clicks_so_far
    WHEN named.run = steps.run THEN steps.clicks_so_far - named.clicks_so_far
  END AS clicks_since_search
FROM steps
LEFT JOIN opened AS named
  ON named.site = steps.site
  AND named.query_id = steps.query_id
  AND named.end_day_ms = steps.end_day_ms
LEFT JOIN opened AS latest
  ON latest.run = steps.run AND latest.searches_so_far = steps.latest_search
