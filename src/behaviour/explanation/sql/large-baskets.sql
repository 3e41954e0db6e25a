-- Baskets that hold both products of an asked pair and are left out, since they are too large.
SELECT asked_pairs.head_a, asked_pairs.head_b, count(DISTINCT one.session) AS baskets, min(one.things) AS least_things
FROM asked_pairs
JOIN basket_purchases AS one ON one.head = asked_pairs.head_a
JOIN basket_purchases AS other
  ON other.head = asked_pairs.head_b AND other.site = one.site AND other.session = one.session
WHERE asked_pairs.behaviour = 'coBuy' AND one.things > :maximum_basket
GROUP BY asked_pairs.head_a, asked_pairs.head_b
