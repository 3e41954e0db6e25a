-- How often each asked pair was seen in each month.
SELECT asked_pairs.head_a, asked_pairs.head_b, bought.month, count(*) AS times
FROM asked_pairs
JOIN search_purchases AS bought
  ON bought.query = asked_pairs.head_a AND bought.head = asked_pairs.head_b
WHERE asked_pairs.behaviour = 'searchBuy'
GROUP BY asked_pairs.head_a, asked_pairs.head_b, bought.month
UNION ALL
SELECT asked_pairs.head_a, asked_pairs.head_b, co_buys.month, count(*) AS times
FROM asked_pairs
JOIN co_buys ON co_buys.head_a = asked_pairs.head_a AND co_buys.head_b = asked_pairs.head_b
WHERE asked_pairs.behaviour = 'coBuy'
GROUP BY asked_pairs.head_a, asked_pairs.head_b, co_buys.month
