-- The products and queries that a claim speaks of, by what it is about: both ends of a pair; a query itself; all
-- products of a type, or those with the attribute, of variants of one parent the one that pairs count, and the queries
-- after which one was bought.
WITH typed AS (
  SELECT own.type AS subject, product.id, coalesce(families.head, product.id) AS head
  FROM :products AS product
  JOIN :typedProducts AS own ON own.product = product.id
  LEFT JOIN :familyHeads AS families ON families.site = product.site AND families.parent = product.parent
)
SELECT id AS subject, headA AS head,
  CASE behaviour WHEN 'searchBuy' THEN 'query' ELSE 'product' END AS headKind
FROM :pairs
UNION
SELECT id, headB, 'product' FROM :pairs
UNION
SELECT id, id, 'query' FROM :queries
UNION
SELECT subject, head, 'product' FROM typed WHERE head = id
UNION
SELECT typed.subject, pair.headA, 'query'
FROM typed
JOIN :pairs AS pair ON pair.behaviour = 'searchBuy' AND pair.headB = typed.id
