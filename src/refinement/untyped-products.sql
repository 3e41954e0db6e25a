-- Products of the heads that were asked about, and how many of them have no type.
SELECT count(*) AS products, count(*) FILTER (WHERE product.productType IS NULL) AS untyped
FROM :products AS product
WHERE product.id IN (
  SELECT unnest(
    CASE WHEN pair.behaviour = 'coBuy' THEN [pair.headA, pair.headB] ELSE [pair.headB] END
  )
  FROM :pairs AS pair
  WHERE pair.id IN (SELECT head FROM :tails)
)
