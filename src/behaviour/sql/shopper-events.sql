-- What shoppers did, and no bot.
SELECT placed.*
FROM placed_events AS placed
LEFT JOIN bots
  ON bots.run = placed.run
  AND bots.day_ms = placed.day_ms
WHERE bots.run IS NULL
