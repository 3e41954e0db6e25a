-- Events that mining does not use, and why.
SELECT 'repeated' AS reason, concat('event ', id) AS sample, count(*) - 1 AS times
FROM imported_events
GROUP BY id
HAVING count(*) > 1
UNION ALL
SELECT 'unknownProduct' AS reason, concat(site, '/', sku) AS sample, count(*) AS times
FROM placed_events
WHERE sku IS NOT NULL AND product IS NULL
GROUP BY site, sku
UNION ALL
SELECT 'returned' AS reason, concat(product, ' bought in ', month) AS sample, count(*) AS times
FROM placed_events
JOIN returned_purchases ON returned_purchases.id = placed_events.id
GROUP BY product, month
