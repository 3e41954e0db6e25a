-- How many queries and pairs are not asked about that product types beyond the limit may still explain: queries most of whose
-- purchases went to such types, and pairs of a product of one. The search-buy pairs of a query that is asked about, or
-- waits itself, are left to it. Needs the temporary tables `heads` and `query_heads` of what is asked about.
WITH unasked AS (FROM :unaskedProducts),
waiting_queries AS (
  SELECT pair.headA AS id
  FROM :pairs AS pair
  JOIN :queries AS query ON query.id = pair.headA
  JOIN :products AS product ON product.id = pair.headB
  LEFT JOIN unasked ON unasked.id = pair.headB
  WHERE :withQueries = 1
    AND pair.behaviour = 'searchBuy'
    AND pair.headA NOT IN (SELECT id FROM query_heads)
  GROUP BY pair.headA
  HAVING 2 * sum(CASE WHEN unasked.id IS NULL THEN pair.count ELSE 0 END) < sum(pair.count)
),
waiting_pairs AS (
  SELECT pair.id
  FROM :pairs AS pair
  WHERE :withPairs = 1
    AND pair.id NOT IN (SELECT id FROM heads)
    AND (pair.headA IN (FROM unasked) OR pair.headB IN (FROM unasked))
    AND NOT (
      pair.behaviour = 'searchBuy'
      AND pair.headA IN (SELECT id FROM query_heads UNION ALL SELECT id FROM waiting_queries)
    )
)
SELECT (SELECT count(*) FROM waiting_queries), (SELECT count(*) FROM waiting_pairs)
