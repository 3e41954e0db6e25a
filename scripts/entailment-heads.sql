-- Products of each type, of variants of one parent the first, and queries after which one was bought.
WITH typed AS (
  SELECT concat_ws(' ', type.attribute, type.name) AS type, product.*
  FROM :products AS product
  JOIN :typedProducts AS own ON own.product = product.id
  JOIN :productTypes AS type ON type.id = own.type
),
bought AS (
  SELECT headA AS query, sum(count) AS purchases FROM :pairs WHERE behaviour = 'searchBuy' GROUP BY headA
)
SELECT 'product' AS kind, type, min(id) AS id, min_by(title, id) AS words, CAST(NULL AS DOUBLE) AS share
FROM typed
GROUP BY type, site, coalesce(parent, id)
UNION ALL
SELECT 'query', typed.type, query.id, query.text,
  CAST(sum(pair.count) AS DOUBLE) / CAST(any_value(bought.purchases) AS DOUBLE)
FROM :pairs AS pair
JOIN typed ON typed.id = pair.headB
JOIN :queries AS query ON query.id = pair.headA
JOIN bought ON bought.query = pair.headA
WHERE pair.behaviour = 'searchBuy'
GROUP BY typed.type, query.id, query.text
ORDER BY kind, type, id
