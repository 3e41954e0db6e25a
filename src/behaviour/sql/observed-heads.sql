-- The rows of `observedHeads`: what shoppers did or were shown names them, of all days at hand together. What was listed in a
-- run that may go on comes again with it.
WITH left_out AS (
  SELECT runs.site, runs.session, runs.visitor, runs.day_ms
  FROM runs
  LEFT JOIN bots ON bots.run = runs.run AND (bots.day_ms IS NULL OR bots.day_ms = runs.day_ms)
  WHERE runs.is_open OR bots.run IS NOT NULL
)
SELECT days.day, heads.head
FROM (
  SELECT listed.number
  FROM listed_events AS listed
  LEFT JOIN left_out
    ON left_out.site = listed.site
    AND left_out.day_ms = listed.day_ms
    AND left_out.session IS NOT DISTINCT FROM listed.session
    AND left_out.visitor IS NOT DISTINCT FROM listed.visitor
  WHERE left_out.site IS NULL
  UNION
  SELECT number FROM known_events
) AS named
JOIN numbered_heads AS heads ON heads.number = named.number
CROSS JOIN (SELECT min(day) AS day FROM days) AS days
