-- The rows of `dayDigests` of one part: its days, and what the catalogue says of the products that their events name.
WITH named AS (
  SELECT site, sku, sum(hash(from_ms, until_ms, product, head) % :digest_below) AS digest
  FROM told_meanings
  GROUP BY site, sku
)
SELECT
  days.day,
  days.site,
  sum(days.events) AS events,
  CAST(sum(days.digest) % :digest_below AS BIGINT) AS digest,
  CAST(coalesce(sum(named.digest), 0) % :digest_below AS BIGINT) AS "productDigest"
FROM :days AS days
LEFT JOIN named ON named.site = days.site AND named.sku = days.sku
GROUP BY days.day, days.site
