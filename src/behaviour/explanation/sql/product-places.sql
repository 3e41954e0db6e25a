-- The place of each product of the asked pairs among those of its type, as surplus-products has it, also where that quota
-- is off. `of_products`: how many the type has that anybody clicked or bought.
WITH types AS (
  SELECT DISTINCT catalogue.site, catalogue.product_type
  FROM asked_pairs
  JOIN catalogue ON catalogue.id = asked_pairs.head_a OR catalogue.id = asked_pairs.head_b
  WHERE catalogue.product_type IS NOT NULL
),
members AS (
  SELECT catalogue.id, catalogue.site, catalogue.product_type
  FROM catalogue
  JOIN types ON types.site = catalogue.site AND types.product_type = catalogue.product_type
)
SELECT
  interest.head,
  members.product_type,
  interest.people,
  interest.counted_people,
  row_number() OVER (
    PARTITION BY interest.site, members.product_type
    ORDER BY interest.counted_people DESC, interest.head
  ) AS place,
  count(*) OVER (PARTITION BY interest.site, members.product_type) AS of_products
FROM product_interest AS interest
JOIN members ON members.id = interest.head
