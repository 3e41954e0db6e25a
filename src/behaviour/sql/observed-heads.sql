-- The rows of `observedHeads`: what shoppers did or were shown names them, of all days at hand together. What was listed in a
-- run that may go on comes again with it.
SELECT days.day, heads.head
FROM (
  SELECT number FROM shopper_listed_events
  UNION
  SELECT number FROM known_events
) AS named
JOIN numbered_heads AS heads ON heads.number = named.number
CROSS JOIN (SELECT min(day) AS day FROM days) AS days
