-- Purchases that were brought back whole: some return behind one leaves its buyer with no more than they had before it.
SELECT id
FROM (
  SELECT
    id,
    kind,
    held_before,
    min(CASE WHEN kind = 'return' THEN held_after END) OVER (
      PARTITION BY site, person, product ORDER BY place
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    ) AS least_held
  FROM held_products
) AS followed
WHERE kind = 'purchase' AND least_held <= held_before
