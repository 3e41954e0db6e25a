-- Each query with each product that was bought for it, counted in searches. `logged_shows`: searches that
-- showed the product. `looked_at`: in millionths, how many of those looked at its place; where no
-- propensities are known, all of them.
SELECT
  query_searches.query,
  search_products.head,
  count(CASE WHEN bought = 1 THEN 1 END) AS times,
  count(CASE WHEN clicked = 1 THEN 1 END) AS clicks,
  count(CASE WHEN shows_logged THEN 1 END) AS logged_shows,
  CAST(
    sum(CASE WHEN shows_logged THEN coalesce(examined.millionths, 1000000) ELSE 0 END) AS BIGINT
  ) AS looked_at,
  count(DISTINCT CASE WHEN bought = 1 THEN coalesce(query_searches.person, buyer) END) AS customers,
  min(bought_ms) AS first_ms,
  max(bought_ms) AS last_ms
FROM query_searches
JOIN search_products
  ON search_products.site = query_searches.site AND search_products.search = query_searches.search
LEFT JOIN examination_propensities AS examined
  ON examined.site = search_products.site AND examined.position = search_products.position
GROUP BY query_searches.query, search_products.head
HAVING count(CASE WHEN bought = 1 THEN 1 END) > 0
