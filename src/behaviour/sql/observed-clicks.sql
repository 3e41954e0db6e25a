-- The rows of `observedClicks`: who clicked what.
SELECT days.day, clicked.site, heads.head, clicked.person
FROM (
  SELECT DISTINCT end_day_ms, site, number, person
  FROM known_events
  WHERE kind = 'click' AND number IS NOT NULL AND person IS NOT NULL
) AS clicked
JOIN numbered_heads AS heads ON heads.number = clicked.number
JOIN days ON days.start_ms = clicked.end_day_ms
