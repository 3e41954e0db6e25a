-- What each basket weighs: as the day of its last purchase does.
SELECT baskets.site, baskets.session, days.weight
FROM (
  SELECT site, session, max(time_ms) AS last_ms
  FROM basket_lines
  GROUP BY site, session
) AS baskets
JOIN day_weights AS days
  ON days.site = baskets.site
  AND days.day = CAST((baskets.last_ms - baskets.last_ms % 86400000) / 86400000 AS BIGINT)
