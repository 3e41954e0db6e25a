-- Rows that a later import of the same sku replaced, by department, with a few drawn by the seed.
SELECT
  domain,
  count(*) AS times,
  list(sample ORDER BY turn) FILTER (WHERE turn <= :samples) AS samples
FROM (
  SELECT
    domain,
    concat(site, '/', sku, ': ', title) AS sample,
    row_number() OVER (
      ORDER BY sha256(concat(:seed, site, '/', sku)), site, sku, arrival
    ) AS turn
  FROM epochs
  WHERE nth > 1
) AS replaced
GROUP BY domain
ORDER BY domain
