-- Events that are not used, and why. Those that go on into the days that follow are counted there.
SELECT 'repeated' AS reason, concat('event ', id) AS sample, times - 1 AS times
FROM repeated_events
UNION ALL
SELECT 'bot' AS reason, bot AS sample, count(*) AS times
FROM bot_events
GROUP BY bot
UNION ALL
SELECT 'unknownProduct' AS reason, concat(placed.site, '/', placed.sku) AS sample, count(*) AS times
FROM placed_events AS placed
LEFT JOIN bots
  ON bots.run = placed.run
  AND (bots.day_ms IS NULL OR bots.day_ms = placed.time_ms - placed.time_ms % 86400000)
WHERE placed.sku IS NOT NULL AND placed.product IS NULL AND bots.run IS NULL
GROUP BY placed.site, placed.sku
