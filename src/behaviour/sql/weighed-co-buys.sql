-- What the baskets weigh that hold both things of a pair.
SELECT co_buys.site, co_buys.head_a, co_buys.head_b, CAST(sum(weights.weight) AS BIGINT) AS weight
FROM co_buys
JOIN basket_weights AS weights
  ON weights.site = co_buys.site AND weights.session = co_buys.session
GROUP BY co_buys.site, co_buys.head_a, co_buys.head_b
