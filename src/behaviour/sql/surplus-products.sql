-- Products first: of each product type of a site the ones that most people clicked or bought, counted by parent,
-- and here those that come after them. What has no type is not counted against anything. -1: no quota.
WITH interested AS (
  SELECT clicked.site, clicked.head, coalesce(aliases.person, clicked.person) AS person
  FROM observed_clicks AS clicked
  LEFT JOIN person_aliases AS aliases ON aliases.alias = clicked.person
  WHERE :products_per_type >= 0
  UNION
  SELECT site, head, person
  FROM purchases
  WHERE :products_per_type >= 0
),
ranked AS (
  SELECT
    interested.site,
    interested.head,
    row_number() OVER (
      PARTITION BY interested.site, catalogue.product_type
      ORDER BY count(interested.person) DESC, interested.head
    ) AS place
  FROM interested
  JOIN catalogue ON catalogue.id = interested.head
  WHERE catalogue.product_type IS NOT NULL
  GROUP BY interested.site, catalogue.product_type, interested.head
)
SELECT site, head
FROM ranked
WHERE place > :products_per_type
