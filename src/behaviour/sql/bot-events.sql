-- All that bots did, with what tells the bot.
SELECT placed.*, bots.bot
FROM placed_events AS placed
JOIN bots
  ON bots.run = placed.run
  AND (bots.day_ms IS NULL OR bots.day_ms = placed.time_ms - placed.time_ms % 86400000)
