-- Products first: of each product type of a site the ones that most people clicked or bought, counted by parent,
-- and here those that come after them. What has no type is not counted against anything. -1: no quota.
WITH ranked AS (
  SELECT
    interest.site,
    interest.head,
    row_number() OVER (
      PARTITION BY interest.site, catalogue.product_type
      ORDER BY interest.counted_people DESC, interest.head
    ) AS place
  FROM product_interest AS interest
  JOIN catalogue ON catalogue.id = interest.head
  WHERE catalogue.product_type IS NOT NULL AND :products_per_type >= 0
)
SELECT site, head
FROM ranked
WHERE place > :products_per_type
