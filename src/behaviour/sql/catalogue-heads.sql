-- Which product a sku names today, and the head that it is counted under.
-- Colours and sizes of one parent are one thing to a shopper, so they share a head: the parent's
-- product with the smallest id, which stays the same however the sales move.
WITH today AS (
  SELECT site, sku, id, parent
  FROM (
    SELECT site, sku, id, parent, row_number() OVER (PARTITION BY site, sku ORDER BY epoch DESC) AS nth
    FROM catalogue
  ) AS epochs
  WHERE nth = 1
),
families AS (
  SELECT site, parent, min(id) AS head
  FROM today
  WHERE parent IS NOT NULL
  GROUP BY site, parent
)
SELECT today.site, today.sku, today.id AS product, coalesce(families.head, today.id) AS head
FROM today
LEFT JOIN families ON families.site = today.site AND families.parent = today.parent
