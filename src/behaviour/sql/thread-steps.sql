-- The steps of each run in order: searches, what was shown without the id of a search, clicked and bought. Steps of
-- one moment come in that order. Each knows how many searches and clicks there are up to it, and
-- whether the run is labelled: whether its source says which search a result belongs to. All three are counted in one
-- and the same order, so that steps are sorted once.
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
  SELECT run FROM known_events WHERE kind IN ('impression', 'click') AND query_id IS NOT NULL AND run IS NOT NULL
  UNION
  SELECT run FROM search_lists WHERE run IS NOT NULL
)
SELECT
  steps.*,
  CASE WHEN labels.run IS NULL THEN 0 ELSE 1 END AS labelled,
  row_number() OVER (
    PARTITION BY steps.run, CASE WHEN steps.run IS NULL THEN steps.id END
    ORDER BY time_ms, turn, id
  ) AS place,
  count(CASE WHEN kind = 'search' THEN 1 END) OVER (
    PARTITION BY steps.run, CASE WHEN steps.run IS NULL THEN steps.id END
    ORDER BY time_ms, turn, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS searches_so_far,
  count(CASE WHEN kind = 'click' THEN 1 END) OVER (
    PARTITION BY steps.run, CASE WHEN steps.run IS NULL THEN steps.id END
    ORDER BY time_ms, turn, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS clicks_so_far
FROM steps
LEFT JOIN labels ON labels.run = steps.run
