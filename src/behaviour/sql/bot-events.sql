-- All that bots did, with what tells the bot.
SELECT bots.bot
FROM placed_events AS placed
JOIN bots
  ON bots.run = placed.run
  AND bots.day_ms = placed.day_ms
UNION ALL
SELECT bots.bot
FROM listed_events AS listed
JOIN bots
  ON bots.run = listed.run
  AND bots.day_ms = listed.day_ms
