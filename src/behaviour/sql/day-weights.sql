-- What each day of a site counts for: 1 on the last day of its log, half with every half-life before it, and nothing is
-- forgotten whole. In 2^-20, so that sums are of whole numbers, the same in any order. Days are counted from 1970.
WITH logged AS (
  SELECT site, day_number(day) AS day
  FROM observed_sites
  UNION
  SELECT site, CAST((time_ms - time_ms % 86400000) / 86400000 AS BIGINT) AS day
  FROM purchases
),
aged AS (
  SELECT site, day, max(day) OVER (PARTITION BY site) - day AS age
  FROM logged
)
SELECT
  site,
  day,
  greatest(
    CAST(round(1048576 * power(CAST(2 AS DOUBLE), 0 - CAST(age AS DOUBLE) / :half_life_days)) AS BIGINT),
    1
  ) AS weight
FROM aged
