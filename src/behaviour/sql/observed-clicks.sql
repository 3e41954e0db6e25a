-- The rows of `observedClicks`: who clicked what.
SELECT DISTINCT days.day, site, head, person
FROM known_events
JOIN days ON days.start_ms = known_events.end_day_ms
WHERE kind = 'click' AND head IS NOT NULL AND person IS NOT NULL
