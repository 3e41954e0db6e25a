-- How often each asked pair was seen in each month.
SELECT asked_pairs.head_a, asked_pairs.head_b, search_products.month, count(*) AS times
FROM asked_pairs
JOIN query_searches ON query_searches.query = asked_pairs.head_a
JOIN search_products
  ON search_products.site = query_searches.site
  AND search_products.search = query_searches.search
  AND search_products.head = asked_pairs.head_b
WHERE asked_pairs.behaviour = 'searchBuy' AND search_products.bought = 1
GROUP BY asked_pairs.head_a, asked_pairs.head_b, search_products.month
UNION ALL
SELECT asked_pairs.head_a, asked_pairs.head_b, co_buys.month, count(*) AS times
FROM asked_pairs
JOIN co_buys ON co_buys.head_a = asked_pairs.head_a AND co_buys.head_b = asked_pairs.head_b
WHERE asked_pairs.behaviour = 'coBuy'
GROUP BY asked_pairs.head_a, asked_pairs.head_b, co_buys.month
