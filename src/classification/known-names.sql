-- What the import calls the things whose titles, or categories, say a name: the type that most of them have. It is as sure as the name where
-- its noun is the same; else the share of these things that have it counts too.
WITH counted AS (
  SELECT name, key, productType AS type, count(DISTINCT thing) AS things
  FROM read_products
  WHERE productType IS NOT NULL AND name IS NOT NULL
  GROUP BY name, key, productType
),
shared AS (
  SELECT
    *,
    CAST(things AS DOUBLE) / sum(things) OVER (PARTITION BY name) AS share,
    row_number() OVER (PARTITION BY name ORDER BY things DESC, type) AS rank
  FROM counted
)
SELECT
  name,
  type,
  CASE
    WHEN EXISTS (
      SELECT 1 FROM category_names AS names WHERE names.category = shared.type AND names.key = shared.key
    ) THEN 1
    ELSE share
  END AS sureness
FROM shared
WHERE rank = 1 AND things >= 2 AND 2 * share >= 1
