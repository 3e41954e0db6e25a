-- What was listed for shoppers and no bot, in runs that have ended.
SELECT listed.*
FROM listed_events AS listed
LEFT JOIN bots
  ON bots.run = listed.run
  AND bots.day_ms = listed.day_ms
WHERE bots.run IS NULL AND NOT listed.is_open
