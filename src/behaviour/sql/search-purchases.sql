-- The products that each search led to a purchase of. However many lines were bought after one search, it is one
-- search that led to the product.
SELECT
  site,
  search,
  search_day,
  query,
  head,
  min(coalesce(searcher, person)) AS person,
  min(time_ms) AS time_ms,
  min(month) AS month,
  max(CASE WHEN is_logged THEN 1 ELSE 0 END) AS logged,
  max(CASE WHEN is_logged AND is_unseen THEN 1 ELSE 0 END) AS unseen
FROM purchases
WHERE query IS NOT NULL
GROUP BY site, search, search_day, query, head
