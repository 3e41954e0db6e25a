-- Searches that a purchase names on another day. An id may come back, and is then another search: it is the one of the
-- latest day up to the purchase's, which all purchases of that day mean. Where there is none it is the next day's, since
-- a search is counted on the day on which its session ends.
WITH missed AS (
  SELECT DISTINCT site, search, day
  FROM observed_purchases
  WHERE search IS NOT NULL AND query IS NULL
),
found AS (
  SELECT
    missed.site,
    missed.search,
    missed.day AS purchase_day,
    coalesce(
      max(CASE WHEN observed.day <= missed.day THEN observed.day END),
      min(observed.day)
    ) AS search_day
  FROM missed
  JOIN observed_searches AS observed
    ON observed.site = missed.site
    AND observed.search = missed.search
    AND day_number(observed.day) <= day_number(missed.day) + 1
  GROUP BY missed.site, missed.search, missed.day
)
SELECT
  found.site,
  found.search,
  found.purchase_day,
  found.search_day,
  observed.query,
  observed.person,
  observed.is_logged
FROM found
JOIN observed_searches AS observed
  ON observed.site = found.site
  AND observed.search = found.search
  AND observed.day = found.search_day
