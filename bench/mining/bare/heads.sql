-- Which product a sku named when, and the one that it is counted as: of the colours and sizes of one parent the
-- smallest id of those that are sold today. A small table that every peer is given, so that all count the same things.
WITH epochs AS (
  SELECT *, row_number() OVER (PARTITION BY site, sku ORDER BY epoch DESC) = 1 AS latest
  FROM catalogue
)
SELECT
  site,
  sku AS product,
  coalesce("validFrom", TIMESTAMP '0001-01-01') AS sold_from,
  coalesce("validTo", TIMESTAMP '9999-01-01') AS sold_to,
  CASE
    WHEN parent IS NULL THEN id
    ELSE coalesce(
      min(CASE WHEN latest THEN id END) OVER (PARTITION BY site, parent),
      min(id) OVER (PARTITION BY site, parent)
    )
  END AS head
FROM epochs
