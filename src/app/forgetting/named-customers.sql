-- Customers whom events name, of those who are to be forgotten and of others whom the same sessions or searches name.
SELECT DISTINCT event.customer, forgotten.customer IS NOT NULL AS is_forgotten
FROM :events AS event
LEFT JOIN forgotten ON forgotten.customer = event.customer
LEFT JOIN forgotten_threads AS session
  ON session.kind = 'session' AND session.site = event.site AND session.thread = event.session
LEFT JOIN forgotten_threads AS search
  ON search.kind = 'search' AND search.site = event.site AND search.thread = event."queryId"
WHERE event.customer IS NOT NULL
  AND (forgotten.customer IS NOT NULL OR session.thread IS NOT NULL OR search.thread IS NOT NULL)
