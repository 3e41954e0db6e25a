-- The rows of `uncoveredProducts`.
SELECT product, outcome, rule
FROM product_outcomes
WHERE outcome NOT IN ('kept', 'superseded')
