-- Sessions that name a customer who is to be forgotten.
SELECT DISTINCT event.site, event.session
FROM :events AS event
JOIN forgotten ON forgotten.customer = event.customer
WHERE event.session IS NOT NULL
