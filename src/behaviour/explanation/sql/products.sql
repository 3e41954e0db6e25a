-- What was seen of each product of the asked pairs: purchases that stand, the baskets that count it, and the searches that
-- led to it.
WITH asked AS (
  SELECT head_b AS head FROM asked_pairs
  UNION
  SELECT head_a AS head FROM asked_pairs WHERE behaviour = 'coBuy'
),
bought AS (
  SELECT purchases.head, count(*) AS purchases
  FROM purchases
  JOIN asked ON asked.head = purchases.head
  GROUP BY purchases.head
),
led AS (
  SELECT search_purchases.head, count(*) AS searches
  FROM search_purchases
  JOIN asked ON asked.head = search_purchases.head
  GROUP BY search_purchases.head
)
SELECT
  asked.head,
  coalesce(bought.purchases, 0) AS purchases,
  coalesce(totals.baskets, 0) AS baskets,
  coalesce(led.searches, 0) AS searches
FROM asked
LEFT JOIN bought ON bought.head = asked.head
LEFT JOIN line_totals AS totals ON totals.head = asked.head
LEFT JOIN led ON led.head = asked.head
