-- The rows of `observedCustomers`: customer ids that one session names together.
SELECT DISTINCT days.day, named.site, named.session, named.customer
FROM events_once AS named
JOIN runs
  ON runs.site = named.site
  AND runs.session = named.session
  AND runs.day_ms = named.day_ms
JOIN days ON days.start_ms = runs.end_day_ms
WHERE runs.is_shared AND NOT runs.is_open AND named.customer IS NOT NULL
