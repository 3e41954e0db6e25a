-- Events that are not used, and why. Those that go on into the days that follow are counted there.
SELECT 'repeated' AS reason, concat('event ', id) AS sample, times - 1 AS times
FROM repeated_events
UNION ALL
SELECT 'bot' AS reason, bot AS sample, count(*) AS times
FROM bot_events
GROUP BY bot
UNION ALL
SELECT 'unknownProduct' AS reason, concat(site, '/', sku) AS sample, count(*) AS times
FROM (
  SELECT placed.site, placed.sku
  FROM placed_events AS placed
  LEFT JOIN bots
    ON bots.run = placed.run
    AND bots.day_ms = placed.day_ms
  WHERE placed.sku IS NOT NULL AND placed.meaning IS NULL AND bots.run IS NULL
  UNION ALL
  SELECT site, unknown_sku AS sku
  FROM known_listed_events
  WHERE unknown_sku IS NOT NULL
) AS unknown
GROUP BY site, sku
