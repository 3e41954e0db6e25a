-- Purchases with the number of different things in their basket; null where there is no session
-- that could be one.
SELECT
  purchases.site,
  purchases.session,
  purchases.product,
  purchases.head,
  purchases.person,
  purchases.time_ms,
  purchases.month,
  sizes.things
FROM purchases
LEFT JOIN (
  SELECT site, session, count(DISTINCT head) AS things
  FROM purchases
  WHERE session IS NOT NULL
  GROUP BY site, session
) AS sizes ON sizes.site = purchases.site AND sizes.session = purchases.session
