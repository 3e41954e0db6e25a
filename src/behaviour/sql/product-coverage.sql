-- The rows of `productCoverage`.
SELECT domain, product_type AS productType, outcome, rule, count(*) AS products
FROM product_outcomes
GROUP BY domain, product_type, outcome, rule
