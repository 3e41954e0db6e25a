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
    AND (bots.day_ms IS NULL OR bots.day_ms = placed.day_ms)
  WHERE placed.sku IS NOT NULL AND placed.meaning IS NULL AND bots.run IS NULL
  UNION ALL
  SELECT listed.site, listed.sku
  FROM (SELECT * FROM listed_events WHERE sku IS NOT NULL AND number IS NULL) AS listed
  LEFT JOIN runs
    ON runs.site = listed.site
    AND runs.day_ms = listed.day_ms
    AND runs.session IS NOT DISTINCT FROM listed.session
    AND runs.visitor IS NOT DISTINCT FROM listed.visitor
  LEFT JOIN bots ON bots.run = runs.run AND (bots.day_ms IS NULL OR bots.day_ms = listed.day_ms)
  WHERE (runs.is_open IS NULL OR NOT runs.is_open) AND bots.run IS NULL
) AS unknown
GROUP BY site, sku
