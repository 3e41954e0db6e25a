-- Of each product its type, where it comes from and how sure it is: a rule of one's own before what the import says, and that before
-- what is proposed, where it is sure enough.
SELECT
  product.id AS product,
  CASE
    WHEN rule.type IS NOT NULL THEN rule.type
    WHEN product.productType IS NOT NULL THEN product.productType
    WHEN proposal.confidence >= :typeConfidence THEN proposal.type
  END AS type,
  CASE
    WHEN rule.type IS NOT NULL THEN 'override'
    WHEN product.productType IS NOT NULL THEN 'given'
    WHEN proposal.confidence >= :typeConfidence THEN proposal.source
    ELSE 'none'
  END AS source,
  CASE
    WHEN rule.type IS NOT NULL OR product.productType IS NOT NULL THEN 1
    ELSE coalesce(proposal.confidence, 0)
  END AS confidence,
  CASE
    WHEN rule.type IS NULL AND product.productType IS NULL AND proposal.confidence < :typeConfidence THEN proposal.type
  END AS proposal,
  CASE
    WHEN rule.type IS NOT NULL THEN concat('line ', rule.line, ' of your file of types')
    WHEN product.productType IS NULL THEN proposal.reason
  END AS reason
FROM catalogue_products AS product
LEFT JOIN rule_matches AS rule ON rule.product = product.id AND rule.holds
LEFT JOIN proposals AS proposal ON proposal.product = product.id
