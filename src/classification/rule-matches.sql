-- The rule that holds for each product that any holds for: by sku before by title before by category; of several the longest.
WITH hits AS (
  SELECT product.id AS product, rule.line, rule.type, 4 AS rank, length(rule.value) AS length
  FROM catalogue_products AS product
  JOIN type_rules AS rule ON rule.by = 'sku' AND rule.value = concat(product.site, '/', product.sku)
  UNION ALL
  SELECT product.id, rule.line, rule.type, 3, length(rule.value)
  FROM catalogue_products AS product
  JOIN type_rules AS rule ON rule.by = 'sku' AND rule.value = product.sku
  UNION ALL
  SELECT product.id, rule.line, rule.type, 2, length(rule.value)
  FROM catalogue_products AS product
  JOIN type_rules AS rule ON rule.by = 'title' AND lower(product.title) LIKE lower(rule.value) ESCAPE '\'
  UNION ALL
  SELECT product.id, rule.line, rule.type, 1, length(rule.value)
  FROM catalogue_products AS product
  JOIN type_rules AS rule
    ON rule.by = 'category'
    AND contains(
      lower(concat(' > ', array_to_string(product.categoryPath, ' > '), ' > ')),
      lower(concat(' > ', rule.value, ' > '))
    )
)
SELECT
  *,
  row_number() OVER (PARTITION BY product ORDER BY rank DESC, length DESC, line) = 1 AS holds
FROM hits
