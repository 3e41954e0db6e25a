-- Customers whom events name, of those who are to be forgotten and of others whom the same sessions name.
SELECT DISTINCT event.customer, forgotten.customer IS NOT NULL AS is_forgotten
FROM :events AS event
LEFT JOIN forgotten ON forgotten.customer = event.customer
LEFT JOIN forgotten_sessions AS named ON named.site = event.site AND named.session = event.session
WHERE event.customer IS NOT NULL AND (forgotten.customer IS NOT NULL OR named.session IS NOT NULL)
