-- The rows of `observedCustomers`: customer ids that one session names together.
SELECT DISTINCT span.day, named.site, named.session, named.customer
FROM arrived_events AS named
JOIN (
  SELECT site, session
  FROM arrived_events
  WHERE session IS NOT NULL AND customer IS NOT NULL
  GROUP BY site, session
  HAVING count(DISTINCT customer) > 1
) AS shared ON shared.site = named.site AND shared.session = named.session
CROSS JOIN span
WHERE named.customer IS NOT NULL
