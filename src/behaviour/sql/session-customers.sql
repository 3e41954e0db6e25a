-- The person of each session that names a customer, if only at the till: the whole session is theirs,
-- so that a shopper who signs in half-way is not counted as two.
SELECT
  happened.site,
  happened.session,
  min(coalesce(people.person, happened.customer)) AS customer
FROM imported_events AS happened
LEFT JOIN customer_people AS people ON people.customer = happened.customer
WHERE happened.session IS NOT NULL AND happened.customer IS NOT NULL
GROUP BY happened.site, happened.session
