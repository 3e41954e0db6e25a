-- Products with behaviour, one of each family, type by type: the words of each, the queries after which it was
-- bought, and the types of what was bought with it. Of a type only some count, those with most pairs.
WITH asked AS (
  SELECT product.id, type.id AS type
  FROM :types AS type
  JOIN :products AS product
    ON product.locale = type.locale AND trim(lower(product.productType)) = type.name
),
seen AS (
  SELECT headA AS product, headB AS other, NULL AS query FROM :pairs WHERE behaviour = 'coBuy'
  UNION ALL
  SELECT headB, headA, NULL FROM :pairs WHERE behaviour = 'coBuy'
  UNION ALL
  SELECT headB, NULL, headA FROM :pairs WHERE behaviour = 'searchBuy'
),
bought AS (
  SELECT asked.type, asked.id, count(*) AS pairs,
    list_sort(list(DISTINCT query.text) FILTER (WHERE query.text IS NOT NULL)) AS queries,
    list_sort(list(DISTINCT trim(lower(other.productType))) FILTER (WHERE trim(other.productType) <> ''))
      AS bought
  FROM asked
  JOIN seen ON seen.product = asked.id
  LEFT JOIN :queries AS query ON query.id = seen.query
  LEFT JOIN :products AS other ON other.id = seen.other
  GROUP BY asked.type, asked.id
),
ordered AS (
  SELECT *, row_number() OVER (PARTITION BY type ORDER BY pairs DESC, id) AS place FROM bought
)
SELECT ordered.type, worded.words, worded.brand, ordered.queries, ordered.bought
FROM ordered
JOIN :wordedProducts AS worded ON worded.id = ordered.id
WHERE ordered.place <= :mostProducts
ORDER BY ordered.type, ordered.id
