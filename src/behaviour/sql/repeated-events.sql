-- Ids that came more than once: two imports may overlap.
SELECT id, count(*) AS times
FROM arrived_events
GROUP BY id
HAVING count(*) > 1
