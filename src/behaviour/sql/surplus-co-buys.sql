-- Of the co-buys of two product types that no rule stops, those that come after the strongest: a hundred pairs of a
-- tent and a sleeping bag say what a few say. Pairs of products without a type are not counted. -1: no quota.
WITH typed AS (
  SELECT
    rules.site,
    rules.head_a,
    rules.head_b,
    rules.log_likelihood_ratio,
    least(a.product_type, b.product_type) AS first_type,
    greatest(a.product_type, b.product_type) AS second_type
  FROM co_buy_rules AS rules
  JOIN catalogue AS a ON a.id = rules.head_a
  JOIN catalogue AS b ON b.id = rules.head_b
  WHERE rules.reason IS NULL
    AND a.product_type IS NOT NULL
    AND b.product_type IS NOT NULL
    AND :per_type_pair >= 0
),
ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY site, first_type, second_type
      ORDER BY log_likelihood_ratio DESC, head_a, head_b
    ) AS place
  FROM typed
)
SELECT head_a, head_b, first_type, second_type
FROM ranked
WHERE place > :per_type_pair
