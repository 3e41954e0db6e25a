-- Variants of one parent in one basket: a choice of colour or size, no reason to explain.
SELECT DISTINCT first_one.product AS product_a, second_one.product AS product_b
FROM basket_purchases AS first_one
JOIN basket_purchases AS second_one
  ON second_one.site = first_one.site
  AND second_one.session = first_one.session
  AND second_one.head = first_one.head
  AND second_one.product > first_one.product
WHERE first_one.things <= :maximum_basket
