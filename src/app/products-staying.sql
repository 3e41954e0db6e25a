-- How many products earlier imports hold that an import lacks, of sites of which it has more than half. Where there is none,
-- it adds to the catalogue, or has all of it.
WITH arrived AS (SELECT DISTINCT site, sku FROM :arrived),
earlier AS (SELECT DISTINCT site, sku FROM :earlier),
by_site AS (
  SELECT
    earlier.site,
    count(*) AS products,
    count(*) FILTER (WHERE arrived.sku IS NULL) AS lacking
  FROM earlier
  LEFT JOIN arrived ON arrived.site = earlier.site AND arrived.sku = earlier.sku
  GROUP BY earlier.site
)
SELECT CAST(coalesce(sum(lacking), 0) AS BIGINT) FROM by_site WHERE 2 * lacking < products
