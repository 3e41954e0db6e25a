-- The rows of `observedClicks`: who clicked what.
SELECT DISTINCT span.day, site, head, person
FROM known_events
CROSS JOIN span
WHERE kind = 'click' AND head IS NOT NULL AND person IS NOT NULL
