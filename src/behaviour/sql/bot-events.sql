-- All that bots did, with what tells the bot.
SELECT
  placed.id,
  concat(
    bots.thread, ': ', bots.searches, ' searches, ', bots.acts - bots.searches, ' clicks in ',
    CAST((bots.lasted_ms - bots.lasted_ms % 1000) / 1000 AS BIGINT), ' seconds'
  ) AS bot
FROM placed_events AS placed
JOIN bots
  ON bots.site = placed.site
  AND bots.thread = placed.thread
  AND (bots.day_ms IS NULL OR bots.day_ms = placed.time_ms - placed.time_ms % 86400000)
