-- Events that mining does not use, and why.
SELECT 'repeated' AS reason, concat('event ', id) AS sample, count(*) - 1 AS times
FROM imported_events
GROUP BY id
HAVING count(*) > 1
UNION ALL
SELECT 'bot' AS reason, bot AS sample, count(*) AS times
FROM bot_events
GROUP BY bot
UNION ALL
SELECT 'unknownProduct' AS reason, concat(placed.site, '/', placed.sku) AS sample, count(*) AS times
FROM placed_events AS placed
LEFT JOIN bot_events ON bot_events.id = placed.id
WHERE placed.sku IS NOT NULL AND placed.product IS NULL AND bot_events.id IS NULL
GROUP BY placed.site, placed.sku
UNION ALL
SELECT 'returned' AS reason, concat(product, ' bought in ', month) AS sample, count(*) AS times
FROM placed_events
JOIN returned_purchases ON returned_purchases.id = placed_events.id
GROUP BY product, month
