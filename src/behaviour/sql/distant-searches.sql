-- Searches that a purchase names on another day.
SELECT
  observed.site,
  observed.search,
  min(observed.query) AS query,
  min(observed.person) AS person,
  max(CASE WHEN observed.is_logged THEN 1 ELSE 0 END) = 1 AS is_logged
FROM observed_searches AS observed
JOIN (
  SELECT DISTINCT site, search
  FROM observed_purchases
  WHERE search IS NOT NULL AND query IS NULL
) AS missed ON missed.site = observed.site AND missed.search = observed.search
GROUP BY observed.site, observed.search
