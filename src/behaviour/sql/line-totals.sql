-- In how many baskets each thing was.
SELECT site, head, product_type, count(*) AS baskets
FROM basket_lines
GROUP BY site, head, product_type
