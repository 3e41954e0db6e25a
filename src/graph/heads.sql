-- Products and queries, each with the head that has its edges: pairs count the variants of one parent as
-- one of them; a query without an edge of its own has those of the query that it counts as.
WITH used AS (
  SELECT headA AS head FROM :assertions WHERE scope = 'pair'
  UNION
  SELECT headB FROM :assertions WHERE scope = 'pair'
  UNION
  SELECT head FROM :entailments WHERE headKind = 'product'
),
families AS (
  SELECT product.site, product.parent, min(product.id) AS head
  FROM :products AS product
  JOIN used ON used.head = product.id
  WHERE product.parent IS NOT NULL
  GROUP BY product.site, product.parent
),
known AS (
  SELECT DISTINCT head FROM :edges WHERE headKind = 'query'
)
SELECT
  product.id,
  'product' AS kind,
  product.site,
  product.locale,
  product.title AS words,
  product.sku,
  product.productType,
  product.domain,
  coalesce(families.head, product.id) AS countedAs
FROM :products AS product
LEFT JOIN families ON families.site = product.site AND families.parent = product.parent
UNION ALL
SELECT
  query.id, 'query', query.site, query.locale, query.text, NULL, NULL, NULL,
  CASE WHEN own.head IS NULL THEN coalesce(other.head, query.id) ELSE query.id END
FROM :queries AS query
LEFT JOIN :queryVariants AS variant ON variant.query = query.id
LEFT JOIN known AS own ON own.head = query.id
LEFT JOIN known AS other ON other.head = variant.head
