-- Sessions and searches that name a customer who is to be forgotten.
SELECT DISTINCT event.site, 'session' AS kind, event.session AS thread
FROM :events AS event
JOIN forgotten ON forgotten.customer = event.customer
WHERE event.session IS NOT NULL
UNION ALL
SELECT DISTINCT event.site, 'search' AS kind, event."queryId" AS thread
FROM :events AS event
JOIN forgotten ON forgotten.customer = event.customer
WHERE event."queryId" IS NOT NULL
