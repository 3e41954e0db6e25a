-- Purchases that were brought back. A return belongs to the person's latest purchase of the product
-- before it. The purchase falls once as much came back as was bought; where a quantity is unknown,
-- any return of it is enough. Quantities are in thousandths, so that their sum is exact.
WITH matches AS (
  SELECT
    bought.id,
    bought.thousandths AS taken,
    returned.thousandths AS brought_back,
    row_number() OVER (PARTITION BY returned.id ORDER BY bought.time_ms DESC, bought.id DESC) AS nth
  FROM traded_products AS returned
  JOIN traded_products AS bought
    ON bought.kind = 'purchase'
    AND bought.site = returned.site
    AND bought.person = returned.person
    AND bought.product = returned.product
    AND bought.time_ms <= returned.time_ms
  WHERE returned.kind = 'return'
)
SELECT id
FROM matches
WHERE nth = 1
GROUP BY id, taken
HAVING taken IS NULL OR count(*) > count(brought_back) OR sum(brought_back) >= taken
