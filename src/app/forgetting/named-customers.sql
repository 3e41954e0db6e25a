-- How many of the customers who are to be forgotten events name, and how many others the same sessions do.
SELECT
  count(DISTINCT CASE WHEN forgotten.customer IS NOT NULL THEN event.customer END) AS known,
  count(DISTINCT CASE WHEN forgotten.customer IS NULL AND named.session IS NOT NULL THEN event.customer END) AS others
FROM :events AS event
LEFT JOIN forgotten ON forgotten.customer = event.customer
LEFT JOIN forgotten_sessions AS named ON named.site = event.site AND named.session = event.session
