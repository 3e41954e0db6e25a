-- Co-buys that no rule stops and whose two products have types: what the quota of two types counts.
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
WHERE rules.reason IS NULL AND a.product_type IS NOT NULL AND b.product_type IS NOT NULL
