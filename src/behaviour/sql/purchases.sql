-- Purchases that stand: not brought back.
SELECT traded.*
FROM traded_products AS traded
LEFT JOIN returned_purchases ON returned_purchases.id = traded.id
WHERE traded.kind = 'purchase' AND returned_purchases.id IS NULL
