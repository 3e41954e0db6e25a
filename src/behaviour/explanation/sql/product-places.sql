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
),
interested AS (
  SELECT clicked.site, clicked.head, coalesce(aliases.person, clicked.person) AS person
  FROM observed_clicks AS clicked
  LEFT JOIN person_aliases AS aliases ON aliases.alias = clicked.person
  UNION
  SELECT site, head, person
  FROM purchases
)
SELECT
  interested.head,
  members.product_type,
  count(interested.person) AS people,
  row_number() OVER (
    PARTITION BY interested.site, members.product_type
    ORDER BY count(interested.person) DESC, interested.head
  ) AS place,
  count(*) OVER (PARTITION BY interested.site, members.product_type) AS of_products
FROM interested
JOIN members ON members.id = interested.head
GROUP BY interested.site, members.product_type, interested.head
