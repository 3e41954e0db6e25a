-- Type by type: the type, its claims that count, and the heads that they may be carried to. A type with an
-- attribute is one of its own: its heads are the products that have it, and queries after which one was bought. A type is
-- read as what it is called. Claims are judged as the graph does; of the variants of one parent one product is the head,
-- as pairs count them.
WITH taken AS (
  SELECT claim.id, claim.head AS type, claim.relation, claim.tail, claim.sentence,
    score.plausibility, score.typicality
  FROM :claims AS claim
  LEFT JOIN :scores AS score ON score.claim = claim.id
  LEFT JOIN thresholds AS threshold ON threshold.relation = claim.relation
  WHERE claim.kept AND starts_with(claim.scope, 'product-type')
    AND (:judged = 0 OR score.plausibility > coalesce(threshold.plausibility, :plausibility))
),
asked AS (
  SELECT id, calledAs, titles FROM :productTypes WHERE id IN (SELECT type FROM taken)
),
typed AS (
  SELECT asked.id AS type, product.*
  FROM :products AS product
  JOIN :typedProducts AS own ON own.product = product.id
  JOIN asked ON asked.id = own.type
),
bought AS (
  SELECT headA AS query, sum(count) AS purchases
  FROM :pairs WHERE behaviour = 'searchBuy' GROUP BY headA
),
bought_of_type AS (
  SELECT pair.headA AS query, typed.type, sum(pair.count) AS purchases
  FROM :pairs AS pair
  JOIN typed ON typed.id = pair.headB
  WHERE pair.behaviour = 'searchBuy'
  GROUP BY pair.headA, typed.type
)
SELECT id AS type, 'type' AS part, 1 AS place, id, calledAs AS words, titles
FROM asked
UNION ALL BY NAME
SELECT type, 'claim' AS part, 2 AS place, id, tail AS words, sentence, relation, plausibility, typicality
FROM taken
WHERE type IN (SELECT id FROM asked)
UNION ALL BY NAME
SELECT typed.type, 'product' AS part, 3 AS place, typed.id, typed.title AS words,
  typed.categoryPath, typed.attributes
FROM typed
LEFT JOIN :familyHeads AS families ON families.site = typed.site AND families.parent = typed.parent
WHERE coalesce(families.head, typed.id) = typed.id
UNION ALL BY NAME
SELECT bought_of_type.type, 'query' AS part, 4 AS place, query.id, query.text AS words,
  CAST(bought_of_type.purchases AS DOUBLE) / CAST(bought.purchases AS DOUBLE) AS share
FROM bought_of_type
JOIN bought USING (query)
JOIN :queries AS query ON query.id = bought_of_type.query
ORDER BY type, place, id
