-- Products that stay without a type, by whether something proposes one, with a few drawn by the seed.
SELECT
  reason,
  count(*) AS times,
  list(sample ORDER BY turn) FILTER (WHERE turn <= :samples) AS samples
FROM (
  SELECT
    reason,
    sample,
    row_number() OVER (PARTITION BY reason ORDER BY sha256(concat(:seed, product)), product) AS turn
  FROM (
    SELECT
      assigned.product,
      CASE WHEN assigned.proposal IS NULL THEN 'unnamed' ELSE 'unsure' END AS reason,
      CASE
        WHEN assigned.proposal IS NULL THEN concat(assigned.product, ': ', product.title)
        ELSE concat(assigned.product, ': ', product.title, ' — ', assigned.proposal, ', ', assigned.confidence)
      END AS sample
    FROM assigned_types AS assigned
    JOIN catalogue_products AS product ON product.id = assigned.product
    WHERE assigned.type IS NULL
  ) AS named
) AS drawn
GROUP BY reason
ORDER BY reason
