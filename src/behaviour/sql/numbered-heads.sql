-- The head that each number stands for.
SELECT DISTINCT number, head FROM sku_meanings
