-- What became of each product of the catalogue, which fares as the head that it is counted under. An earlier product of a sku
-- is not sold any more: where it is in no kept pair, nothing is missing.
SELECT
  catalogue.id AS product,
  catalogue.domain,
  catalogue.product_type,
  CASE
    WHEN outcomes.outcome = 'kept' THEN 'kept'
    WHEN heads.nth > 1 THEN 'superseded'
    ELSE coalesce(outcomes.outcome, 'neverSeen')
  END AS outcome,
  CASE WHEN heads.nth = 1 THEN outcomes.rule END AS rule
FROM catalogue
JOIN catalogue_heads AS heads ON heads.product = catalogue.id
LEFT JOIN head_outcomes AS outcomes ON outcomes.head = heads.head
