-- A customer of each session that names one, if only at the till: the whole session is theirs, so that a
-- shopper who signs in half-way is not counted as two.
SELECT site, session, min(customer) AS customer
FROM arrived_events
WHERE session IS NOT NULL AND customer IS NOT NULL
GROUP BY site, session
