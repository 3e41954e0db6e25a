-- How broad each query is: the entropy (natural logarithm) of the product types that were bought for it, counted as
-- pairs are, in searches. 0: one type alone. Products without a type are not counted. Terms are added up in
-- millionths: sums of whole numbers are the same in any order.
WITH by_type AS (
  SELECT counts.query, catalogue.product_type, CAST(sum(counts.times) AS BIGINT) AS times
  FROM search_buy_counts AS counts
  JOIN catalogue ON catalogue.id = counts.head
  WHERE catalogue.product_type IS NOT NULL
  GROUP BY counts.query, catalogue.product_type
),
totals AS (
  SELECT
    query,
    count(*) AS types,
    CAST(sum(times) AS DOUBLE) AS times,
    CAST(sum(CAST(round(times * ln(CAST(times AS DOUBLE)) * 1000000) AS BIGINT)) AS DOUBLE)
      AS millionths
  FROM by_type
  GROUP BY query
)
SELECT
  query,
  CASE WHEN types = 1 THEN CAST(0 AS DOUBLE) ELSE round(ln(times) - millionths / times / 1000000, 6) END
    AS entropy
FROM totals
