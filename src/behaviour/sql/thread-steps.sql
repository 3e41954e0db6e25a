-- The steps of each run in order: searches (`turn` 0), what was shown without the id of a search (1), clicked (2) and
-- bought (3). Steps of one moment come in that order. Each knows how many searches and clicks there are up to it, and
-- whether the run is labelled: whether its source says which search a result belongs to. All three are counted in one
-- and the same order, so that steps are sorted once. `search_number`: of a search itself, else of the one of its day
-- whose id the event carries; `is_named`: it carries one.
WITH steps AS (
  SELECT
    run, session IS NOT NULL AS in_session, time_ms, 0 AS turn, search AS id,
    number AS search_number, FALSE AS is_named, CAST(NULL AS BIGINT) AS number, CAST(NULL AS BIGINT) AS position
  FROM searches
  UNION ALL
  SELECT
    happened.run,
    happened.session IS NOT NULL AS in_session,
    happened.time_ms,
    CASE WHEN happened.kind = 'impression' THEN 1 WHEN happened.kind = 'click' THEN 2 ELSE 3 END AS turn,
    happened.id,
    searches.number AS search_number,
    happened.query_id IS NOT NULL AS is_named,
    happened.number,
    happened.position
  FROM known_events AS happened
  LEFT JOIN searches
    ON searches.site = happened.site
    AND searches.query_id = happened.query_id
    AND searches.end_day_ms = happened.end_day_ms
  WHERE happened.kind = 'click' OR (happened.kind IN ('impression', 'purchase') AND happened.number IS NOT NULL)
),
labels AS (
  SELECT run FROM known_events WHERE kind IN ('impression', 'click') AND query_id IS NOT NULL AND run IS NOT NULL
  UNION
  SELECT run FROM search_lists WHERE run IS NOT NULL
)
SELECT
  steps.*,
  labels.run IS NOT NULL AS is_labelled,
  row_number() OVER (
    PARTITION BY steps.run, CASE WHEN steps.run IS NULL THEN steps.id END
    ORDER BY time_ms, turn, id
  ) AS place,
  count(CASE WHEN turn = 0 THEN 1 END) OVER (
    PARTITION BY steps.run, CASE WHEN steps.run IS NULL THEN steps.id END
    ORDER BY time_ms, turn, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS searches_so_far,
  count(CASE WHEN turn = 2 THEN 1 END) OVER (
    PARTITION BY steps.run, CASE WHEN steps.run IS NULL THEN steps.id END
    ORDER BY time_ms, turn, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS clicks_so_far
FROM steps
LEFT JOIN labels ON labels.run = steps.run
