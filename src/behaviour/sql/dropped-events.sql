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
  SELECT site, sku
  FROM shopper_events
  WHERE sku IS NOT NULL AND meaning IS NULL
  UNION ALL
  SELECT site, unknown_sku AS sku
  FROM shopper_listed_events
  WHERE unknown_sku IS NOT NULL
) AS unknown
GROUP BY site, sku
