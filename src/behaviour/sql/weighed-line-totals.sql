-- What the baskets weigh that hold a thing.
SELECT bought.site, bought.head, CAST(sum(weights.weight) AS BIGINT) AS weight
FROM basket_lines AS bought
JOIN basket_weights AS weights
  ON weights.site = bought.site AND weights.session = bought.session
GROUP BY bought.site, bought.head
