-- The rows of `observedHeads`: what the log names in any way, of all days at hand together.
SELECT days.day, heads.head
FROM (
  SELECT number FROM listed_events
  UNION
  SELECT number FROM known_events
) AS named
JOIN numbered_heads AS heads ON heads.number = named.number
CROSS JOIN (SELECT min(day) AS day FROM days) AS days
