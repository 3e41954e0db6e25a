-- All that bots did, with what tells the bot.
SELECT bots.bot
FROM placed_events AS placed
JOIN bots
  ON bots.run = placed.run
  AND (bots.day_ms IS NULL OR bots.day_ms = placed.day_ms)
UNION ALL
SELECT bots.bot
FROM listed_events AS listed
JOIN (
  SELECT runs.site, runs.session, runs.visitor, runs.day_ms, bots.bot
  FROM runs
  JOIN bots ON bots.run = runs.run AND (bots.day_ms IS NULL OR bots.day_ms = runs.day_ms)
) AS bots
  ON bots.site = listed.site
  AND bots.day_ms = listed.day_ms
  AND bots.session IS NOT DISTINCT FROM listed.session
  AND bots.visitor IS NOT DISTINCT FROM listed.visitor
