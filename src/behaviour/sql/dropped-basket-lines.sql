-- Purchases that make no co-buy, and why.
SELECT 'noSession' AS reason, product AS sample, count(*) AS times
FROM basket_purchases
WHERE things IS NULL
GROUP BY product
UNION ALL
SELECT
  'maximumBasket' AS reason,
  concat('a basket of ', things, ' different products') AS sample,
  count(*) AS times
FROM basket_purchases
WHERE things > :maximum_basket
GROUP BY things
