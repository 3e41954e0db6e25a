-- The rows of `queryProducts`: what was clicked and bought after queries that passed the gate, counted in searches.
WITH chosen AS (
  SELECT query, head, clicks, 0 AS purchases FROM observed_shows WHERE clicks > 0
  UNION ALL
  SELECT query, head, 0 AS clicks, 1 AS purchases FROM search_purchases
)
SELECT
  chosen.query,
  chosen.head AS product,
  CAST(sum(chosen.clicks) AS BIGINT) AS clicks,
  CAST(sum(chosen.purchases) AS BIGINT) AS purchases
FROM chosen
JOIN query_decisions AS decisions ON decisions.id = chosen.query
WHERE decisions.reason IS NULL
GROUP BY chosen.query, chosen.head
