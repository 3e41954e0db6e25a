-- What the import calls the things whose titles, or categories, say a name: the type that most of them have.
WITH counted AS (
  SELECT name, productType AS type, count(DISTINCT thing) AS things
  FROM (
    SELECT name, productType, thing FROM read_products WHERE productType IS NOT NULL AND name IS NOT NULL
  ) AS typed
  GROUP BY name, productType
),
shared AS (
  SELECT
    *,
    CAST(things AS DOUBLE) / sum(things) OVER (PARTITION BY name) AS share,
    row_number() OVER (PARTITION BY name ORDER BY things DESC, type) AS rank
  FROM counted
)
SELECT name, type, share FROM shared WHERE rank = 1 AND things >= 2 AND 2 * share >= 1
