-- The products that each row of the product types speaks of: those of its name and locale; where the row has an
-- attribute, those of them whose title or attributes say it.
SELECT type.id AS type, product.id AS product
FROM :productTypes AS type
JOIN :products AS product
  ON product.locale = type.locale AND trim(lower(product.productType)) = type.name
WHERE type.attribute IS NULL
UNION ALL
SELECT type.id, product.id
FROM :productTypes AS type
JOIN :products AS product
  ON product.locale = type.locale AND trim(lower(product.productType)) = type.name
JOIN :wordedProducts AS worded ON worded.id = product.id
WHERE type.attribute IS NOT NULL AND contains(worded.words, ' ' || type.attribute || ' ')
