-- Ids that came more than once on a day: two imports may overlap.
SELECT id, time_ms - time_ms % 86400000 AS day_ms, count(*) AS times
FROM arrived_events
GROUP BY id, time_ms - time_ms % 86400000
HAVING count(*) > 1
