-- As pair-contingencies, where days weigh less with age: what searches and baskets weigh, in those of the last day.
WITH searches_of_queries AS (
  SELECT query, CAST(sum(weight) AS DOUBLE) / 1048576 AS counted
  FROM query_months
  GROUP BY query
),
searches_of_sites AS (
  SELECT site, CAST(sum(weight) AS DOUBLE) / 1048576 AS counted
  FROM query_months
  GROUP BY site
),
searches_that_led AS (
  SELECT site, head, CAST(sum(weight) AS DOUBLE) / 1048576 AS counted
  FROM weighed_search_purchases
  GROUP BY site, head
),
baskets_of_sites AS (
  SELECT site, CAST(sum(weight) AS DOUBLE) / 1048576 AS counted
  FROM basket_weights
  GROUP BY site
)
SELECT
  'searchBuy' AS behaviour,
  pairs.query AS head_a,
  pairs.head AS head_b,
  CAST(pairs.weight AS DOUBLE) / 1048576 AS times,
  searched.counted AS total_a,
  led.counted AS total_b,
  everything.counted AS total
FROM weighed_search_purchases AS pairs
JOIN searches_of_queries AS searched ON searched.query = pairs.query
JOIN searches_that_led AS led ON led.site = pairs.site AND led.head = pairs.head
JOIN searches_of_sites AS everything ON everything.site = pairs.site
UNION ALL
SELECT
  'coBuy' AS behaviour,
  pairs.head_a,
  pairs.head_b,
  CAST(pairs.weight AS DOUBLE) / 1048576 AS times,
  CAST(total_a.weight AS DOUBLE) / 1048576 AS total_a,
  CAST(total_b.weight AS DOUBLE) / 1048576 AS total_b,
  everything.counted AS total
FROM weighed_co_buys AS pairs
JOIN weighed_line_totals AS total_a
  ON total_a.site = pairs.site AND total_a.head = pairs.head_a
JOIN weighed_line_totals AS total_b
  ON total_b.site = pairs.site AND total_b.head = pairs.head_b
JOIN baskets_of_sites AS everything ON everything.site = pairs.site
