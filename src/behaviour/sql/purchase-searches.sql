-- The one search that each purchase is counted for, if any:
-- 1. the search whose id the purchase carries, if only on another day: it has no number then;
-- 2. the search under which the product was clicked last, if the purchase lies within its window;
-- 3. none, if the product was clicked outside any search;
-- 4. the latest search of the run, if the purchase lies within its window.
-- The window is so many minutes, or so many clicks (at least one) in the same session.
WITH bought AS (
  SELECT * FROM attributed_steps WHERE turn = 3
),
clicked AS (
  SELECT * FROM attributed_steps WHERE turn = 2
),
offers AS (
  SELECT id, time_ms, search_number, 1 AS choice, place
  FROM bought
  WHERE is_named
  UNION ALL
  SELECT
    bought.id,
    bought.time_ms,
    clicked.search_number,
    CASE WHEN clicked.search_number IS NULL THEN 3 ELSE 2 END AS choice,
    clicked.place
  FROM bought
  JOIN clicked
    ON clicked.run = bought.run
    AND clicked.number = bought.number
    AND clicked.place < bought.place
  WHERE clicked.search_number IS NULL
    OR bought.time_ms - clicked.search_ms <= :within_ms
    OR bought.clicks_so_far - clicked.clicks_so_far + clicked.clicks_since_search
      BETWEEN 1 AND :within_clicks
  UNION ALL
  SELECT id, time_ms, search_number, 4 AS choice, place
  FROM bought
  WHERE time_ms - search_ms <= :within_ms OR clicks_since_search BETWEEN 1 AND :within_clicks
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY id, time_ms ORDER BY choice, place DESC) AS nth
  FROM offers
)
SELECT id, time_ms, search_number
FROM ranked
WHERE nth = 1 AND choice <> 3
