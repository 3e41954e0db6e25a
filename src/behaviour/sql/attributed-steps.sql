-- The search behind each click and purchase, and each impression that names none: the one of its day whose id the
-- event carries. Without an id it is the latest one in the run; but where results of the run do carry ids, one that
-- does not was found elsewhere, by a link or a list, and only a purchase may still have a search.
-- Clicks since the search are known within a session only: what a customer does outside sessions
-- has no end, and five clicks may take a year.
WITH opened AS (
  SELECT run, searches_so_far, search_number, time_ms, clicks_so_far
  FROM thread_steps
  WHERE turn = 0
),
steps AS (
  SELECT
    *,
    CASE
      WHEN NOT is_named AND (turn = 3 OR NOT is_labelled) THEN searches_so_far
    END AS latest_search
  FROM thread_steps
  WHERE turn <> 0
)
SELECT
  steps.run,
  steps.place,
  steps.turn,
  steps.id,
  steps.number,
  steps.position,
  steps.is_named,
  steps.time_ms,
  steps.clicks_so_far,
  coalesce(named.search_number, latest.search_number) AS search_number,
  coalesce(named.time_ms, latest.time_ms) AS search_ms,
  CASE
    WHEN NOT steps.in_session THEN NULL
    WHEN named.search_number IS NULL THEN steps.clicks_so_far - latest.clicks_so_far
    WHEN named.run = steps.run THEN steps.clicks_so_far - named.clicks_so_far
  END AS clicks_since_search
FROM steps
LEFT JOIN opened AS named ON named.search_number = steps.search_number
LEFT JOIN opened AS latest
  ON latest.run = steps.run AND latest.searches_so_far = steps.latest_search
