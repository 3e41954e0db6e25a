-- Each query with each product that was bought for it, counted in searches. `shown`: searches that
-- showed the product, or may have: a search whose results were not logged counts as one that did.
SELECT
  query_searches.query,
  search_products.head,
  count(CASE WHEN bought = 1 THEN 1 END) AS times,
  count(CASE WHEN clicked = 1 THEN 1 END) AS clicks,
  count(CASE WHEN shows_logged THEN 1 END) AS logged_shows,
  count(DISTINCT CASE WHEN bought = 1 THEN coalesce(query_searches.person, buyer) END) AS customers,
  min(bought_ms) AS first_ms,
  max(bought_ms) AS last_ms
FROM query_searches
JOIN search_products
  ON search_products.site = query_searches.site AND search_products.search = query_searches.search
GROUP BY query_searches.query, search_products.head
HAVING count(CASE WHEN bought = 1 THEN 1 END) > 0
