-- What the chosen types and the chosen pairs speak of, beside all there is. Needs the temporary tables
-- `chosen_types` (id, locale, name) and `heads`.
WITH typed AS (
  SELECT product.id
  FROM :products AS product
  JOIN chosen_types AS type
    ON type.locale = product.locale AND type.name = trim(lower(product.productType))
),
asked_pairs AS (
  SELECT pair.* FROM :pairs AS pair JOIN heads ON heads.id = pair.id
),
of_types AS (
  SELECT * FROM :pairs WHERE headA IN (SELECT id FROM typed) OR headB IN (SELECT id FROM typed)
)
SELECT
  'product-type' AS scope,
  (SELECT count(*) FROM typed) AS products,
  (SELECT count(DISTINCT headA) FROM of_types WHERE behaviour = 'searchBuy') AS queries,
  (SELECT count(*) FROM of_types) AS pairs
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
