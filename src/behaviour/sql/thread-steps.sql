-- The steps of each run in order: searches, what was shown without the id of a search, clicked and bought. Steps of
-- one moment come in that order. Each knows the latest search up to it and the clicks up to it, and
-- whether the run is labelled: whether its source says which search a result belongs to.
WITH steps AS (
  SELECT
    site, run, session, end_day_ms, time_ms, 0 AS turn, 'search' AS kind, search AS id, query_id,
    number AS search_number, CAST(NULL AS BIGINT) AS number, CAST(NULL AS BIGINT) AS position
  FROM searches
  UNION ALL
  SELECT
    site, run, session, end_day_ms, time_ms, 1 AS turn, kind, id, query_id,
    CAST(NULL AS BIGINT) AS search_number, number, position
  FROM known_events
  WHERE kind = 'impression' AND number IS NOT NULL
  UNION ALL
  SELECT
    site, run, session, end_day_ms, time_ms, 2 AS turn, kind, id, query_id,
    CAST(NULL AS BIGINT) AS search_number, number, position
  FROM known_events
  WHERE kind = 'click'
  UNION ALL
  SELECT
    site, run, session, end_day_ms, time_ms, 3 AS turn, kind, id, query_id,
    CAST(NULL AS BIGINT) AS search_number, number, position
  FROM known_events
  WHERE kind = 'purchase' AND number IS NOT NULL
),
labels AS (
  SELECT DISTINCT runs.run
  FROM runs
  JOIN (
    SELECT run FROM known_events WHERE kind IN ('impression', 'click') AND query_id IS NOT NULL
    UNION
    SELECT run FROM search_lists
  ) AS labelled ON labelled.run = runs.run
),
numbered AS (
  SELECT
    steps.*,
    CASE WHEN labels.run IS NULL THEN 0 ELSE 1 END AS labelled,
    CASE WHEN steps.run IS NULL THEN steps.id END AS alone,
    row_number() OVER (
      PARTITION BY steps.run, CASE WHEN steps.run IS NULL THEN steps.id END
      ORDER BY time_ms, turn, id
    ) AS place
  FROM steps
  LEFT JOIN labels ON labels.run = steps.run
)
SELECT
  *,
  max(CASE WHEN kind = 'search' THEN place END) OVER (
    PARTITION BY run, alone ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS latest_search,
  count(CASE WHEN kind = 'click' THEN 1 END) OVER (
    PARTITION BY run, alone ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS clicks_so_far
FROM numbered
