-- The steps of each thread in order: searches, what was shown, clicked and bought. Steps of one
-- moment come in that order. Each knows the latest search up to it and the clicks up to it, and
-- whether the thread is labelled: whether its source says which search a result belongs to.
WITH steps AS (
  SELECT site, thread, time_ms, 0 AS turn, 'search' AS kind, search AS id, query_id, head, position
  FROM (
    SELECT *, CAST(NULL AS STRING) AS head, CAST(NULL AS BIGINT) AS position FROM searches
  ) AS opened
  UNION ALL
  SELECT site, thread, time_ms, 1 AS turn, kind, id, query_id, head, position
  FROM known_events
  WHERE kind = 'impression' AND head IS NOT NULL
  UNION ALL
  SELECT site, thread, time_ms, 2 AS turn, kind, id, query_id, head, position
  FROM known_events
  WHERE kind = 'click'
  UNION ALL
  SELECT site, thread, time_ms, 3 AS turn, kind, id, query_id, head, position
  FROM purchases
),
numbered AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY site, thread ORDER BY time_ms, turn, id) AS place
  FROM steps
)
SELECT
  *,
  max(CASE WHEN kind = 'search' THEN place END) OVER (
    PARTITION BY site, thread ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS latest_search,
  count(CASE WHEN kind = 'click' THEN 1 END) OVER (
    PARTITION BY site, thread ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS clicks_so_far,
  max(CASE WHEN kind IN ('impression', 'click') AND query_id IS NOT NULL THEN 1 ELSE 0 END) OVER (
    PARTITION BY site, thread
  ) AS labelled
FROM numbered
