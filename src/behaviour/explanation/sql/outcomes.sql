-- What became of each asked head (head_a: a query, or a product; head_b: what it is counted under), and how many of its pairs
-- were cut; apart those of a query that the gate stopped.
WITH cut AS (
  SELECT query AS head, query_reason IS NOT NULL AS is_stopped FROM search_buy_decisions WHERE reason IS NOT NULL
  UNION ALL
  SELECT head, query_reason IS NOT NULL AS is_stopped FROM search_buy_decisions WHERE reason IS NOT NULL
  UNION ALL
  SELECT head_a AS head, false AS is_stopped FROM co_buy_decisions WHERE reason IS NOT NULL
  UNION ALL
  SELECT head_b AS head, false AS is_stopped FROM co_buy_decisions WHERE reason IS NOT NULL
),
counts AS (
  SELECT
    head,
    count(CASE WHEN NOT is_stopped THEN 1 END) AS cut_pairs,
    count(CASE WHEN is_stopped THEN 1 END) AS of_stopped_queries
  FROM cut
  WHERE head IN (SELECT head_b FROM asked_pairs)
  GROUP BY head
)
SELECT
  CASE WHEN queries.query IS NOT NULL THEN queries.outcome ELSE coalesce(products.outcome, 'neverSeen') END AS outcome,
  CASE WHEN queries.query IS NOT NULL THEN queries.rule ELSE products.rule END AS rule,
  coalesce(counts.cut_pairs, 0) AS cut_pairs,
  coalesce(counts.of_stopped_queries, 0) AS of_stopped_queries
FROM asked_pairs AS asked
LEFT JOIN query_outcomes AS queries ON queries.query = asked.head_a
LEFT JOIN product_outcomes AS products ON products.product = asked.head_a
LEFT JOIN counts ON counts.head = asked.head_b
