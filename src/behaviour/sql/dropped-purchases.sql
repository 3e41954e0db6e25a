-- Purchases that do not stand.
SELECT 'returned' AS reason, concat(traded.product, ' bought in ', traded.month) AS sample, count(*) AS times
FROM traded_products AS traded
JOIN returned_purchases ON returned_purchases.id = traded.id
GROUP BY traded.product, traded.month
