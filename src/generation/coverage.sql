-- What the chosen types, queries and pairs speak of, beside all there is. Needs the temporary tables
-- `covered` (scope, product) of the types, `query_heads` and `heads`.
WITH asked_pairs AS (
  SELECT pair.* FROM :pairs AS pair JOIN heads ON heads.id = pair.id
),
of_types AS (
  SELECT covered.scope, pair.id, pair.behaviour, pair.headA
  FROM :pairs AS pair JOIN covered ON covered.product = pair.headA
  UNION
  SELECT covered.scope, pair.id, pair.behaviour, pair.headA
  FROM :pairs AS pair JOIN covered ON covered.product = pair.headB
)
SELECT
  covered.scope,
  count(*) AS products,
  (
    SELECT count(DISTINCT headA) FROM of_types
    WHERE of_types.scope = covered.scope AND behaviour = 'searchBuy'
  ) AS queries,
  (SELECT count(*) FROM of_types WHERE of_types.scope = covered.scope) AS pairs
FROM covered
GROUP BY covered.scope
UNION ALL
SELECT 'query', 0, (SELECT count(*) FROM query_heads), 0
UNION ALL
SELECT
  'pair',
  (
    SELECT count(DISTINCT product) FROM (
      SELECT headB AS product FROM asked_pairs
      UNION ALL
      SELECT headA FROM asked_pairs WHERE behaviour = 'coBuy'
    )
  ),
  (SELECT count(DISTINCT headA) FROM asked_pairs WHERE behaviour = 'searchBuy'),
  (SELECT count(*) FROM asked_pairs)
UNION ALL
SELECT
  'all',
  (SELECT count(*) FROM :products),
  (SELECT count(*) FROM :queries),
  (SELECT count(*) FROM :pairs)
